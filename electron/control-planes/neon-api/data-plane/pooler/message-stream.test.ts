import fc from "fast-check";
import { expect, it } from "vitest";
import { writeMessage } from "../protocol/error-response.ts";
import { MessageStream } from "./message-stream.ts";

/** What comes out, with bytes that nobody wanted joined. */
function readAll(chunks: readonly Buffer[]): { readonly out: Buffer; readonly wanted: string[] } {
  const out: Buffer[] = [];
  const wanted: string[] = [];
  const stream = new MessageStream((type) => type === "Z" || type === "E", {
    onBytes: (bytes) => out.push(Buffer.from(bytes)),
    onMessage: (type, message) => {
      out.push(message);
      wanted.push(type + message.toString("latin1", 5));
    },
  });
  for (const chunk of chunks) stream.take(chunk);
  return { out: Buffer.concat(out), wanted };
}

it("gives every byte in its order and each wanted message whole, however the bytes arrive", () => {
  const message = fc.tuple(fc.constantFrom("Z", "E", "D", "d"), fc.string({ unit: "binary-ascii", maxLength: 30 }));
  fc.assert(
    fc.property(fc.array(message, { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 20 }), (messages, cuts) => {
      const bytes = Buffer.concat(messages.map(([type, body]) => writeMessage(type, Buffer.from(body, "latin1"))));
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(readAll(chunks)).toEqual({
        out: bytes,
        wanted: messages.filter(([type]) => type === "Z" || type === "E").map(([type, body]) => type + body),
      });
    }),
  );
});

it("throws at a length that no message has", () => {
  expect(() => readAll([Buffer.from([0x51, 0, 0, 0, 3, 0])])).toThrow(RangeError);
  expect(() => readAll([Buffer.from([0x51, 0xff, 0xff, 0xff, 0xff, 0])])).toThrow(RangeError);
});
