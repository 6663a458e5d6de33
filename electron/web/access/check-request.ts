import type { IncomingMessage } from "node:http";

/**
 * Whether a request was made to us by name or by address. Any other Host means that a foreign name leads here (DNS
 * rebinding), whose pages the browser would let read our answers.
 */
export function isOwnHost(request: IncomingMessage, port: number): boolean {
  const { host } = request.headers;
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Whether an upgrade comes from a page of ours. Browsers always say where a WebSocket comes from. */
export function isOwnOrigin(request: IncomingMessage): boolean {
  return request.headers.origin !== undefined && request.headers.origin === `http://${request.headers.host}`;
}

/** Cookies do not know ports: hosts beside each other on one machine need names of their own. */
export function cookieName(port: number): string {
  return `steward-${port}`;
}
