/** A two-way line to the host: a WebSocket, however it is made. */
export interface Line {
  send(text: string): void;
  close(): void;
}

/** What a line tells. `onClose` comes once, also when it could not be opened. */
export interface LineEvents {
  onOpen(): void;
  onMessage(data: string | ArrayBuffer): void;
  onClose(): void;
}

/** Opens a line to a path of the host (`/bridge?client=...`). */
export type OpenLine = (path: string, events: LineEvents) => Line;

/** A line by the browser's WebSocket to the origin that served the page; its cookie goes along by itself. */
export function openBrowserLine(path: string, events: LineEvents): Line {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  socket.onopen = () => events.onOpen();
  socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => events.onMessage(event.data);
  socket.onclose = () => events.onClose();
  return { send: (text) => socket.send(text), close: () => socket.close() };
}
