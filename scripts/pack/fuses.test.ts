import { describe, expect, it } from "vitest";
import { fuseNames, fuseWire, readFuses } from "./fuses.ts";

describe("readFuses", () => {
  it("reads them where the mark is", () => {
    const program = Buffer.concat([Buffer.from("program"), fuseWire, Buffer.from("rest")]);
    expect(readFuses(program)).toEqual(Object.fromEntries(fuseNames.map((name) => [name, true])));
    const first = program.indexOf("111111111");
    program[first] = 0x30;
    program[first + 8] = 0x72; // removed
    expect([readFuses(program).runAsNode, readFuses(program).wasmTrapHandlers]).toEqual([false, null]);
  });

  it("does not take a program without fuses for one", () => {
    expect(() => readFuses(Buffer.from("program"))).toThrow("no fuses");
  });
});
