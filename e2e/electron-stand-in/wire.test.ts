import { describe, expect, it } from "vitest";
import { decode, encode } from "./wire.ts";

describe("wire", () => {
  it("gives back what structured cloning would", () => {
    const value = {
      text: "Grüße \u0000 \u{1F600}",
      nothing: undefined,
      none: null,
      numbers: [1.5, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
      big: 2n ** 70n,
      at: new Date(0),
      map: new Map<unknown, unknown>([["a", new Set([1n])]]),
      bytes: new Uint8Array([1, 2, 3]),
      floats: new Float64Array([0.1, 2]),
      buffer: new Uint8Array([9, 8]).buffer,
      empty: new ArrayBuffer(0),
      hostile: { $as: "date", value: "x" },
      nested: [[{}]],
    };
    expect(decode(encode(value))).toEqual(value);
    expect(Object.is((decode(encode([-0])) as number[])[0], -0)).toBe(true);
  });

  it("uses a text frame when nothing binary is in it", () => {
    expect(encode({ a: [1, "b", null] })).toBe('{"a":[1,"b",null]}');
  });

  it("takes Node's buffers as bytes, from inside a larger one", () => {
    const part = Buffer.from("xabcx").subarray(1, 4);
    const frame = encode({ part });
    expect(typeof frame === "string" ? frame : decode(frame.buffer)).toEqual({ part: new Uint8Array([97, 98, 99]) });
  });

  it("gives each binary part memory of its own, also out of Node's buffers", () => {
    const frame = encode([new Uint8Array([1, 2])]);
    const [part] = decode(Buffer.concat([Buffer.from(frame)])) as [Uint8Array];
    expect([part.buffer.byteLength, part.byteOffset]).toEqual([2, 0]);
  });

  it("keeps an error's name and text", () => {
    const error = decode(encode(new TypeError("no"))) as Error;
    expect([error instanceof Error, error.name, error.message]).toEqual([true, "TypeError", "no"]);
  });

  it("refuses functions and symbols as Electron does", () => {
    expect(() => encode({ call: () => 1 })).toThrow("An object could not be cloned.");
    expect(() => encode([Symbol("x")])).toThrow("An object could not be cloned.");
  });
});
