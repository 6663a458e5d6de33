/** The scheme and host of our own pages: `app://steward/`. */
export const ownScheme = "app";
const ownHost = "steward";

/** What the window loads. */
export const startUrl = `${ownScheme}://${ownHost}/index.html`;

/** Whether a URL is of our own origin. */
export function isOwnUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && parsed.protocol === `${ownScheme}:` && parsed.host === ownHost && !parsed.username;
}
