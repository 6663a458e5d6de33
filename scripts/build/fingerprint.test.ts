import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BuildMemory, fingerprint } from "./fingerprint.ts";

describe("what is out of date", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "steward-build-"));
    await mkdir(join(root, "source", "deep"), { recursive: true });
    await writeFile(join(root, "source", "deep", "a.ts"), "1");
    await writeFile(join(root, "one.json"), "{}");
  });
  afterEach(() => rm(root, { recursive: true }));
  const state = () => fingerprint(root, ["source", "one.json", "not-there"]);

  it("is seen when a file changes, comes or goes, and tests do not count", async () => {
    const states = [await state()];
    await writeFile(join(root, "source", "deep", "a.test.ts"), "test");
    expect(await state()).toBe(states[0]);
    await utimes(join(root, "source", "deep", "a.ts"), new Date(0), new Date(0));
    states.push(await state());
    await writeFile(join(root, "source", "b.ts"), "2");
    states.push(await state());
    await rm(join(root, "one.json"));
    states.push(await state());
    expect(new Set(states).size).toBe(4);
  });

  it("is remembered for each output", async () => {
    await (await BuildMemory.open(root)).remember("dist/a", "x");
    const memory = await BuildMemory.open(root);
    expect([
      memory.isUpToDate("dist/a", "x"),
      memory.isUpToDate("dist/a", "y"),
      memory.isUpToDate("dist/b", "x"),
    ]).toEqual([true, false, false]);
  });
});
