/** What happens with a link that wants out of the app. `ask` shows `url` to the user before the browser gets it. */
export type LinkDecision =
  | { readonly kind: "ask"; readonly url: string; readonly host: string }
  | { readonly kind: "refuse"; readonly reason: string };

/** Hosts that our own texts link to. A link of any other host is text that came from a database. */
const knownHosts: ReadonlySet<string> = new Set([
  "console.neon.tech",
  "neon.com",
  "www.postgresql.org",
  "wiki.postgresql.org",
  "github.com",
]);

/** Decides about a link. The address that is shown and opened is the parsed one, never the text that came in. */
export function decideLink(text: string): LinkDecision {
  // URL parsing drops tabs and line ends silently; whoever writes them has something to hide.
  if (/[\p{Cc}\p{Cf}\s\\]/u.test(text)) return { kind: "refuse", reason: "unusual characters" };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return { kind: "refuse", reason: "not an address" };
  if (url.protocol !== "https:") return { kind: "refuse", reason: `scheme ${url.protocol}` };
  if (url.username || url.password) return { kind: "refuse", reason: "carries a login" };
  if (url.port) return { kind: "refuse", reason: "carries a port" };
  if (!knownHosts.has(url.hostname)) return { kind: "refuse", reason: `unknown host ${url.hostname}` };
  return { kind: "ask", url: url.href, host: url.hostname };
}
