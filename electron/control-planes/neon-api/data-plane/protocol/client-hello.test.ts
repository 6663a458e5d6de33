import { Duplex } from "node:stream";
import { connect } from "node:tls";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClientHello } from "./client-hello.ts";

/** The first bytes that this Node sends. */
async function captureHello(servername: string | undefined): Promise<Buffer> {
  return await new Promise((resolve) => {
    const socket = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        resolve(chunk);
        done();
      },
    });
    connect({ socket, ...(servername === undefined ? {} : { servername }) }).on("error", () => undefined);
  });
}

/** The same handshake message in records of the given sizes. */
function cut(hello: Buffer, sizes: readonly number[]): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0, turn = 0; at < message.length; turn++) {
    const part = message.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    const head = Buffer.from([22, 3, 1, 0, 0]);
    head.writeUInt16BE(part.length, 3);
    records.push(head, part);
    at += part.length;
  }
  return Buffer.concat(records);
}

const name = "EP-Quiet-Fox-12345678.local.steward.localhost";
const found = { kind: "hello", serverName: name.toLowerCase() };

describe("the server name of a ClientHello", () => {
  it("is found however the message is cut into records, and not before it is whole", async () => {
    const hello = await captureHello(name);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }), fc.nat(), (sizes, at) => {
        const bytes = cut(hello, sizes);
        expect(readClientHello(bytes)).toEqual(found);
        expect(readClientHello(bytes.subarray(0, at % bytes.length))).toEqual({ kind: "incomplete" });
      }),
    );
  });

  it("may be absent", async () => {
    expect(readClientHello(await captureHello(undefined))).toEqual({ kind: "hello", serverName: null });
  });

  it("is not looked for in what is no ClientHello", () => {
    const reads = ["504f5354202f", "160301000502", "16030100000000", "1603014001", "150301000201", "1602"].map((hex) =>
      readClientHello(Buffer.from(hex, "hex")),
    );
    expect(reads.map(({ kind }) => kind)).toEqual(Array(6).fill("invalid"));
  });

  it("never makes the reader throw, whatever bytes are changed", async () => {
    const hello = await captureHello(name);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = Buffer.from(hello);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        expect(["incomplete", "invalid", "hello"]).toContain(readClientHello(bytes).kind);
      }),
    );
  });
});
