/**
 * Chromium knows no scheme of ours, so `app://host/path` is served as `http://host.app.localhost:PORT/path`: names
 * below `localhost` are loopback and count as secure.
 */
export interface SchemeUrls {
  toHttp(url: string): string;
  fromHttp(url: string): string;
}

/** The two directions, for the schemes that the app handles. */
export function createSchemeUrls(port: number, isHandled: (scheme: string) => boolean): SchemeUrls {
  const served = new RegExp(`^http://([^/:]+)\\.([a-z][a-z0-9+-]*)\\.localhost:${port}(/.*)?$`);
  return {
    toHttp: (url) => {
      const [, scheme = "", host = "", rest = ""] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
      return isHandled(scheme) ? `http://${host}.${scheme}.localhost:${port}${rest || "/"}` : url;
    },
    fromHttp: (url) => {
      const [, host, scheme, rest = ""] = served.exec(url) ?? [];
      return host && scheme ? `${scheme}://${host}${rest}` : url;
    },
  };
}

/** Adds one origin to what a policy lets the page connect to; the preload's line to main obeys the page's policy. */
export function admitConnection(policy: string, origin: string): string {
  const directives = policy
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "");
  const named = (name: string) => directives.find((directive) => directive.split(/\s/, 1)[0]?.toLowerCase() === name);
  const existing = named("connect-src") ?? named("default-src")?.replace(/^default-src/i, "connect-src");
  if (existing === undefined) return policy;
  const widened = `${existing.replace(/\s+'none'/gi, "")} ${origin}`;
  return [...directives.filter((directive) => directive !== existing), widened].join("; ");
}
