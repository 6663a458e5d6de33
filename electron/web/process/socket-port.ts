import type { WebSocket } from "ws";
import { encodePortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import type { DataPort } from "../../postgres/process/data-port.ts";

const policyViolation = 1008;
const encoder = new TextEncoder();

/** A browser tab's data port over its WebSocket. A tab that says something else is hung up on. */
export function createSocketPort(socket: WebSocket): DataPort {
  return {
    post: (event) => {
      if (socket.readyState === socket.OPEN) socket.send(encodePortEvent(event, (text) => encoder.encode(text)));
    },
    onRequest: (listener) =>
      void socket.on("message", (data, isBinary) => {
        const request = isBinary ? null : parse(String(data));
        if (request) listener(request);
        else socket.close(policyViolation);
      }),
    onClose: (listener) => void socket.on("close", listener),
    bufferedBytes: () => socket.bufferedAmount,
    close: () => socket.close(),
  };
}

/** By hand: a schema library would be most of this process's code. */
function parse(text: string): PortRequest | null {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || !("kind" in value) || !("stream" in value)) return null;
  const { kind, stream, ...rest } = value;
  if (typeof stream !== "string" || stream.length === 0 || stream.length > 100) return null;
  if ((kind === "open" || kind === "close") && Object.keys(rest).length === 0) return { kind, stream };
  if (kind !== "credit" || !("pages" in rest) || Object.keys(rest).length !== 1) return null;
  return Number.isSafeInteger(rest.pages) ? { kind, stream, pages: Number(rest.pages) } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON: the caller hangs up
  }
}
