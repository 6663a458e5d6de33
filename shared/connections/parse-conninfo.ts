/** libpq's parameters by keyword, or what is wrong with the text, in words. */
export type Conninfo =
  | { readonly ok: true; readonly values: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly problem: string };

/** Carries a problem up to `parseConninfo`. */
class BadConninfo extends Error {}

const scheme = /^(?:jdbc:)?postgres(?:ql)?(?:\+[a-z0-9_]+)?:\/\//i;

/** Whether a text looks like connection details rather than a host name. */
export function looksLikeConninfo(text: string): boolean {
  const bare = stripSurroundings(text);
  return scheme.test(bare) || /(^|\s)(host|hostaddr|dbname|user|service)\s*=/.test(bare);
}

/**
 * Reads a connection URI or a `keyword = value` string by libpq's rules (documentation, section 34.1.1): percent
 * encoding, IPv6 in brackets, query parameters that override, quotes and backslashes. Also takes what people paste
 * around it: `psql '...'`, `export DATABASE_URL="..."`, `jdbc:`, a driver name in the scheme. A name that occurs twice
 * counts with its last value. Several hosts are kept as libpq writes them, with commas.
 */
export function parseConninfo(text: string): Conninfo {
  const bare = stripSurroundings(text);
  try {
    if (bare.includes("\0")) throw new BadConninfo("The text holds a NUL character.");
    return { ok: true, values: scheme.test(bare) ? readUri(bare) : readKeywords(bare) };
  } catch (error) {
    if (!(error instanceof BadConninfo)) throw error;
    return { ok: false, problem: error.message };
  }
}

function stripSurroundings(text: string): string {
  return text
    .trim()
    .replace(/^(?:export\s+)?[A-Z][A-Z0-9_]*\s*=\s*(?=['"]?(?:jdbc:)?postgres)/, "")
    .replace(/^psql\s+/, "")
    .replace(/^(['"])(.*)\1;?$/s, "$2")
    .trim();
}

function readUri(uri: string): ReadonlyMap<string, string> {
  const rest = uri.replace(scheme, "");
  const queryAt = rest.indexOf("?");
  const [front, query] = queryAt < 0 ? [rest, ""] : [rest.slice(0, queryAt), rest.slice(queryAt + 1)];
  const slashAt = front.indexOf("/");
  const [authority, path] = slashAt < 0 ? [front, ""] : [front.slice(0, slashAt), front.slice(slashAt + 1)];
  const atSign = authority.lastIndexOf("@");
  const values = new Map<string, string>();
  const put = (keyword: string, value: string) => value !== "" && values.set(keyword, decode(value));
  if (atSign >= 0) {
    const [user = "", ...password] = authority.slice(0, atSign).split(":");
    put("user", user);
    put("password", password.join(":"));
  }
  const { hosts, ports } = readAddresses(authority.slice(atSign + 1));
  put("host", hosts);
  put("port", ports);
  put("dbname", path);
  for (const pair of query.split("#")[0]?.split("&") ?? []) readPair(pair, values);
  return values;
}

function readPair(pair: string, values: Map<string, string>): void {
  if (pair === "") return;
  const equals = pair.indexOf("=");
  if (equals <= 0) throw new BadConninfo(`“${pair}” in the URL is no parameter: name=value is expected.`);
  const keyword = decode(pair.slice(0, equals));
  // libpq takes JDBC's `ssl=true` for `sslmode=require`.
  if (keyword === "ssl" && pair.slice(equals + 1) === "true") values.set("sslmode", "require");
  else values.set(keyword, decode(pair.slice(equals + 1)));
}

function readAddresses(text: string): { readonly hosts: string; readonly ports: string } {
  const addresses = text.split(",").map((address) => {
    const match = /^(\[[^\]]*\]|[^:[\]]*)(?::([^:]*))?$/.exec(address);
    if (!match)
      throw new BadConninfo(
        `“${address}” is no host and port; an IPv6 address stands in brackets: [2001:db8::1]:5432.`,
      );
    return { host: (match[1] ?? "").replace(/^\[|\]$/g, ""), port: match[2] ?? "" };
  });
  const hasPort = addresses.some(({ port }) => port !== "");
  return {
    hosts: addresses.map(({ host }) => host).join(","),
    ports: hasPort ? addresses.map(({ port }) => port).join(",") : "",
  };
}

function decode(text: string): string {
  const broken = /%(?![0-9a-f]{2})/i.exec(text);
  if (broken)
    throw new BadConninfo(
      "A percent sign in the URL is not followed by two hexadecimal digits; write %25 for the sign itself.",
    );
  try {
    const value = decodeURIComponent(text);
    if (!value.includes("\0")) return value;
  } catch {
    // Not UTF-8: named below, like the forbidden NUL.
  }
  throw new BadConninfo("The URL holds a percent sequence that is no text (%00, or bytes that are not UTF-8).");
}

function readKeywords(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const pair = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\[\s\S])*)'|((?:[^\s'\\]|\\[\s\S])*))(?=\s|$)/y;
  while (pair.lastIndex < text.length) {
    const at = pair.lastIndex;
    const match = pair.exec(text);
    if (!match) {
      const word = text.slice(at).trim().split(/[\s=]/)[0] ?? "";
      throw new BadConninfo(
        `“${word}” is not followed by = and a value. This is neither postgres://… nor host=… dbname=…`,
      );
    }
    values.set(match[1] ?? "", (match[2] ?? match[3] ?? "").replaceAll(/\\([\s\S])/g, "$1"));
  }
  if (values.size === 0) throw new BadConninfo("This is neither postgres://… nor host=… dbname=…");
  return values;
}
