/** What an OpenSSH client configuration says of a host. */
export interface SshHostSettings {
  readonly hostName?: string;
  readonly port?: number;
  readonly user?: string;
  readonly identityFile?: string;
  readonly identityAgent?: string;
  /** As written, or absent for none. */
  readonly proxyJump?: string;
}

/**
 * Looks an alias up in the text of an `ssh_config` (man 5 ssh_config): `Host` patterns with `*`, `?` and `!`; of each
 * keyword the first value counts. `Match` blocks other than `Match all` and `Include` lines are passed over: they can run
 * programs and read other files.
 */
export function lookUpSshHost(text: string, alias: string): SshHostSettings {
  const values = new Map<string, string>();
  let applies = true;
  for (const raw of text.split(/\r?\n/)) {
    const [, keyword = "", rest = ""] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(raw) ?? [];
    const name = keyword.toLowerCase();
    const value = rest.replace(/^"(.*)"$/, "$1");
    if (name === "host") applies = matchesPatterns(rest.split(/\s+/), alias);
    else if (name === "match") applies = value.toLowerCase() === "all";
    else if (applies && name !== "" && !values.has(name)) values.set(name, value);
  }
  const port = Number(values.get("port"));
  const jump = values.get("proxyjump");
  const named = (key: string) => {
    const value = values.get(key);
    return value === undefined || value.toLowerCase() === "none" ? undefined : value;
  };
  const hostName = values.get("hostname")?.replaceAll("%h", alias);
  const [user, identityFile, identityAgent] = [values.get("user"), named("identityfile"), named("identityagent")];
  return {
    ...(hostName === undefined ? {} : { hostName }),
    ...(Number.isInteger(port) && port > 0 ? { port } : {}),
    ...(user === undefined ? {} : { user }),
    ...(identityFile === undefined ? {} : { identityFile }),
    ...(identityAgent === undefined ? {} : { identityAgent }),
    ...(jump === undefined || jump.toLowerCase() === "none" ? {} : { proxyJump: jump }),
  };
}

function matchesPatterns(patterns: readonly string[], alias: string): boolean {
  const matches = (pattern: string) => toPattern(pattern.replace(/^"(.*)"$/, "$1")).test(alias);
  if (patterns.some((pattern) => pattern.startsWith("!") && matches(pattern.slice(1)))) return false;
  return patterns.some((pattern) => !pattern.startsWith("!") && matches(pattern));
}

function toPattern(glob: string): RegExp {
  const source = glob
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "i");
}

/** One stop of a ProxyJump. */
export interface JumpStop {
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
}

/** Reads `[user@]host[:port]` stops, separated by commas; null when one of them is none. */
export function parseProxyJump(text: string): readonly JumpStop[] | null {
  const stops = text.split(",").map((part) => {
    const match = /^(?:ssh:\/\/)?(?:([^@\s]+)@)?(\[[^\]\s]+\]|[^:@\s[\]]+)(?::(\d{1,5}))?\/?$/.exec(part.trim());
    const [, user, host, port] = match ?? [];
    if (host === undefined) return null;
    return {
      host: host.replace(/^\[|\]$/g, ""),
      ...(port === undefined ? {} : { port: Number(port) }),
      ...(user === undefined ? {} : { user }),
    };
  });
  return stops.every((stop) => stop !== null) ? stops : null;
}
