import fc from "fast-check";
import { expect, it } from "vitest";
import { readStartupPacket, sslRequest, writeStartupPacket } from "./startup-packet.ts";

const version = 196_608;

it("reads what it writes, and takes no byte more", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 20 }).filter((text) => text !== "" && !text.includes("\0"));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 6 }), fc.uint8Array({ maxLength: 9 }), (pairs, rest) => {
      const packet = writeStartupPacket(version, pairs);
      expect(readStartupPacket(Buffer.concat([packet, rest]))).toEqual({
        value: { kind: "startup", version, parameters: pairs },
        length: packet.length,
      });
      expect(readStartupPacket(packet.subarray(0, -1))).toBeNull();
    }),
  );
});

it("tells requests apart and refuses what is none", () => {
  const packet = (code: number, body = "") => {
    const bytes = Buffer.alloc(8 + body.length / 2);
    bytes.writeUInt32BE(bytes.length, 0);
    bytes.writeUInt32BE(code, 4);
    bytes.write(body, 8, "hex");
    return bytes;
  };
  const cancel = packet(80_877_102, "0000000700000009");
  const kinds = [
    sslRequest,
    packet(80_877_104),
    cancel,
    packet(80_877_102),
    packet(131_072),
    packet(version, "616200"),
    packet(version, "6100620063"),
    Buffer.from([0, 0, 0, 3, 0, 0]),
    Buffer.from("GET / HTTP/1.1"),
  ].map((bytes) => readStartupPacket(bytes)?.value);
  expect(kinds).toEqual([
    { kind: "sslRequest" },
    { kind: "gssRequest" },
    { kind: "cancel", packet: cancel },
    { kind: "invalid", reason: "invalid length of cancel request" },
    { kind: "invalid", reason: "unsupported frontend protocol" },
    { kind: "invalid", reason: "invalid startup packet layout" },
    { kind: "invalid", reason: "invalid startup packet layout: expected terminator as last byte" },
    { kind: "invalid", reason: "invalid length of startup packet" },
    { kind: "invalid", reason: "invalid length of startup packet" },
  ]);
});
