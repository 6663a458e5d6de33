/** A browser tab's socket on its way to a database process; the socket itself travels beside the message. */
export interface DataSocketAttachment {
  readonly kind: "dataSocket";
  readonly clientId: string;
  /** Of the upgrade request: what the WebSocket handshake needs. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that the handshake reads. The session cookie stays in main. */
export const handshakeHeaders = ["upgrade", "connection", "sec-websocket-key", "sec-websocket-version"] as const;

/** Whether a message comes with a socket. */
export function isDataSocketAttachment(message: unknown): message is DataSocketAttachment {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === "dataSocket";
}
