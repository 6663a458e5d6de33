import { WebSocket } from "ws";
import type { OpenLine } from "../../renderer/bridge/web/line.ts";

/** Lines as a browser opens them: with the page's origin and the session's cookie. */
export function lineOpener(port: number, cookie: string): OpenLine {
  return (path, events) => {
    const origin = `http://127.0.0.1:${port}`;
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: { origin, cookie } });
    socket.binaryType = "arraybuffer";
    socket.on("open", () => events.onOpen());
    socket.on("message", (data: ArrayBuffer, isBinary) =>
      events.onMessage(isBinary ? data : String(Buffer.from(data))),
    );
    socket.on("close", () => events.onClose());
    socket.on("error", () => undefined); // a close follows
    return { send: (text) => socket.send(text), close: () => socket.close() };
  };
}
