import type { TlsMode } from "../../../../shared/connections/model.ts";
import { defaultTlsMode, isWeaker } from "./tls-modes.ts";

/** Fields that a pasted URL or keyword string gives. A field that it does not name is null. */
export interface UrlFields {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  readonly tls: TlsMode;
  /** What was not taken over, one sentence each. */
  readonly notes: readonly string[];
}

const sslModes: Readonly<Record<string, TlsMode>> = {
  disable: "disable",
  allow: "disable",
  prefer: "disable",
  require: "require-unverified",
  "verify-ca": "verify-ca",
  "verify-full": "verify-full",
};

const understood = new Set(["sslmode", "host", "port", "user", "password", "dbname", "channel_binding"]);

/** Whether a pasted text looks like connection details rather than a host name. */
export function looksLikeUrl(text: string): boolean {
  return /^\s*postgres(ql)?:\/\//i.test(text) || /(^|\s)(host|dbname|user)\s*=/.test(text);
}

/**
 * Splits a `postgres://` URL, or a `host=... dbname=...` string, into fields by libpq's rules: percent-encoding, IPv6
 * in brackets, parameters that override. The TLS mode is never weaker than what the host deserves. Null when the text
 * is neither.
 */
export function readUrl(text: string): UrlFields | null {
  const trimmed = text
    .trim()
    .replace(/^psql\s+/, "")
    .replace(/^(['"])(.*)\1$/, "$2");
  const values = /^postgres(ql)?:\/\//i.test(trimmed) ? uriValues(trimmed) : keywordValues(trimmed);
  return values ? toFields(values) : null;
}

type Values = ReadonlyMap<string, string>;

function uriValues(uri: string): Values | null {
  const match =
    /^postgres(?:ql)?:\/\/(?:([^@/?#]*(?:@(?=[^/?#]*@)[^@/?#]*)*)@)?([^/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?/i.exec(uri);
  if (!match) return null;
  const [, login, address = "", path, query] = match;
  const values = new Map<string, string>();
  const put = (key: string, value: string | undefined) => {
    if (value !== undefined && value !== "") values.set(key, decode(value));
  };
  if (login !== undefined) {
    const colon = login.indexOf(":");
    put("user", colon < 0 ? login : login.slice(0, colon));
    if (colon >= 0) put("password", login.slice(colon + 1));
  }
  const server = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(address.split(",")[0] ?? "");
  put("host", server?.[1]?.replace(/^\[|\]$/g, ""));
  put("port", server?.[2]);
  if (address.includes(",")) values.set("more hosts", address.slice(address.indexOf(",") + 1));
  put("dbname", path);
  for (const pair of query?.split("&") ?? []) {
    const equals = pair.indexOf("=");
    if (equals > 0) put(decode(pair.slice(0, equals)), pair.slice(equals + 1));
  }
  return values;
}

/** A broken percent sequence stays as it was typed. */
function decode(text: string): string {
  return text.replaceAll(/(%[0-9a-f]{2})+/gi, (bytes) => {
    const codes = bytes
      .split("%")
      .slice(1)
      .map((hex) => Number.parseInt(hex, 16));
    return new TextDecoder().decode(Uint8Array.from(codes));
  });
}

function keywordValues(text: string): Values | null {
  const pairs = [...text.matchAll(/([a-z_]+)\s*=\s*('(?:[^'\\]|\\.)*'|(?:[^\s\\]|\\.)*)/g)];
  if (pairs.length === 0) return null;
  const unquote = (value: string) => (value.startsWith("'") ? value.slice(1, -1) : value).replaceAll(/\\(.)/g, "$1");
  return new Map(pairs.map(([, key = "", value = ""]) => [key, unquote(value)]));
}

function toFields(values: Values): UrlFields {
  const host = values.get("host") ?? null;
  const port = Number(values.get("port"));
  const hasPort = Number.isInteger(port) && port >= 1 && port <= 65_535;
  const { tls, note } = chooseTls(values.get("sslmode"), host ?? "");
  const notes = note === null ? [] : [note];
  if (values.has("port") && !hasPort) notes.push(`The port “${values.get("port")}” is no port number.`);
  if (values.has("more hosts")) notes.push("Only the first of several hosts is used.");
  const others = [...values.keys()].filter((key) => !understood.has(key) && key !== "more hosts");
  if (others.length > 0) notes.push(`Not taken over: ${others.join(", ")}.`);
  return {
    host,
    port: hasPort ? port : null,
    user: values.get("user") ?? null,
    password: values.get("password") ?? null,
    database: values.get("dbname") ?? null,
    tls,
    notes,
  };
}

function chooseTls(sslmode: string | undefined, host: string): { readonly tls: TlsMode; readonly note: string | null } {
  const fitting = defaultTlsMode(host);
  if (sslmode === undefined) return { tls: fitting, note: null };
  const asked = sslModes[sslmode];
  if (asked === undefined) return { tls: fitting, note: `“${sslmode}” is no sslmode; ${fitting} is set.` };
  if (!isWeaker(asked, fitting)) return { tls: asked, note: null };
  return {
    tls: fitting,
    note: `The text asks for sslmode=${sslmode}, which does not verify the server. ${fitting} is set instead.`,
  };
}
