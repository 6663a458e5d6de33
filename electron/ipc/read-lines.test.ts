import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { readLines } from "./read-lines.ts";

it("gives whole lines, however they arrive, and the unfinished one at the end", async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  for (const part of ["a", "b\nc\r", "\n\nd"]) stream.write(part);
  stream.end();
  await expect.poll(() => lines).toEqual(["ab", "c", "", "d"]);
});

it("ends with a stream that breaks, which throws nothing", async () => {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, (line) => lines.push(line));
  stream.write("a\n");
  await expect.poll(() => lines).toEqual(["a"]);
  const closed = new Promise((done) => stream.on("close", done));
  stream.destroy(new Error("read ECONNRESET"));
  await closed;
  expect(lines).toEqual(["a"]);
});
