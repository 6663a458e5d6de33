import type { WireError } from "../ipc/app-error.ts";
import type { Notice, ResultColumn, StatementEnd } from "./model.ts";

/**
 * The data port: database process <-> renderer, one per connection and window, past the main process. A *stream* is
 * named by the renderer (it opens it before it asks for the rows); a stream has one *part* per statement.
 * The process sends at most `initialCredit` pages that the renderer has not given back.
 */
export const initialCredit = 8;

/** What the renderer sends. */
export type PortRequest =
  | { readonly kind: "open"; readonly stream: string }
  | { readonly kind: "credit"; readonly stream: string; readonly pages: number }
  /** The reader went away: the process cancels what still runs for this stream. */
  | { readonly kind: "close"; readonly stream: string };

/** What the database process sends. `buffer` is a page as in `page.ts`. */
export type PortEvent =
  | { readonly kind: "opened"; readonly stream: string }
  | { readonly kind: "begin"; readonly stream: string; readonly part: number; readonly sql: string }
  | {
      readonly kind: "columns";
      readonly stream: string;
      readonly part: number;
      readonly columns: readonly ResultColumn[];
    }
  | { readonly kind: "page"; readonly stream: string; readonly part: number; readonly buffer: ArrayBuffer }
  | { readonly kind: "notice"; readonly stream: string; readonly part: number; readonly notice: Notice }
  | { readonly kind: "end"; readonly stream: string; readonly part: number; readonly end: StatementEnd }
  | { readonly kind: "error"; readonly stream: string; readonly part: number; readonly error: WireError };

/** Encodes an event for a WebSocket: text for all but pages; a page is u32 header length, JSON header, padding, buffer. */
export function encodePortEvent(
  event: PortEvent,
  encodeText: (text: string) => Uint8Array,
): string | Uint8Array<ArrayBuffer> {
  if (event.kind !== "page") return JSON.stringify(event);
  const { buffer, ...rest } = event;
  const header = encodeText(JSON.stringify(rest));
  const padded = Math.ceil(header.length / 4) * 4;
  const frame = new Uint8Array(4 + padded + buffer.byteLength);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  frame.set(new Uint8Array(buffer), 4 + padded);
  return frame;
}

/** Decodes what `encodePortEvent` made. */
export function decodePortEvent(frame: string | ArrayBuffer, decodeText: (bytes: Uint8Array) => string): PortEvent {
  if (typeof frame === "string") return JSON.parse(frame) as PortEvent; // our own process wrote it
  const headerLength = new DataView(frame).getUint32(0, true);
  const header = JSON.parse(decodeText(new Uint8Array(frame, 4, headerLength))) as Omit<PortEvent, "buffer">;
  const padded = Math.ceil(headerLength / 4) * 4;
  return { ...header, buffer: frame.slice(4 + padded) } as PortEvent; // only pages are sent as binary frames
}
