import { describe, expect, it } from "vitest";
import { decodePortEvent, encodePortEvent, type PortEvent } from "./stream.ts";

// Shared code knows no TextEncoder; a byte per UTF-16 unit is enough for these ASCII headers.
const encode = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const decode = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function roundTrip(event: PortEvent): PortEvent {
  const frame = encodePortEvent(event, encode);
  return decodePortEvent(typeof frame === "string" ? frame : frame.buffer, decode);
}

describe("events on a WebSocket", () => {
  it("arrive as they were sent", () => {
    const events: PortEvent[] = [
      { kind: "opened", stream: "a" },
      { kind: "begin", stream: "a", part: 1, sql: 'SELECT "x"' },
      { kind: "error", stream: "a", part: 1, error: { code: "sql", message: "no" } },
      { kind: "end", stream: "a", part: 2, end: { command: "SELECT 0", rows: 0, durationMs: 1.5, isTruncated: false } },
    ];
    expect(events.map(roundTrip)).toEqual(events);
  });

  it("carry pages as bytes, whatever the length of the header is", () => {
    for (const stream of ["s", "st", "str", "stre", "strea"]) {
      const buffer = Uint8Array.from([1, 2, 3, 250, 251]).buffer;
      const page: PortEvent = { kind: "page", stream, part: 3, buffer };
      expect(roundTrip(page)).toEqual(page);
    }
  });
});
