import type { WebSocket } from "ws";
import { z } from "zod";
import { encodePortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import type { DataPort } from "../../postgres/process/data-port.ts";

const stream = z.string().min(1).max(100);
const requestSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("open"), stream }),
  z.strictObject({ kind: z.literal("close"), stream }),
  z.strictObject({ kind: z.literal("credit"), stream, pages: z.int().min(0).max(1000) }),
]);

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

function parse(text: string): PortRequest | null {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // not JSON: the caller hangs up
  }
}
