import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type UnlockRecord, WriteUnlocks } from "./write-unlocks.ts";

describe("unlocked writes", () => {
  let folder: string;
  let file: string;
  let wall: number;
  let steady: number;
  let told: string[];
  const create = () =>
    new WriteUnlocks({
      file,
      user: "ada",
      recorded: ({ event, connectionId }) => told.push(`${event} ${connectionId}`),
      log: () => undefined,
      wallMs: () => wall,
      steadyMs: () => steady,
    });
  const records = async (): Promise<UnlockRecord[]> =>
    (await readFile(file, "utf8")).split("\n").flatMap((line) => {
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-unlocks-"));
    file = join(folder, "unlocks.jsonl");
    wall = Date.UTC(2026, 8, 14, 12);
    steady = 1_000;
    told = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const pass = (ms: number) => {
    wall += ms;
    steady += ms;
  };

  it("hold for their time and connection only, and are written down with who and why", async () => {
    const unlocks = create();
    await unlocks.unlock({ connectionId: "a" }, "main", "INC-2291", 15);
    pass(14 * 60_000);
    const during = [unlocks.isUnlocked("a"), unlocks.isUnlocked("b"), unlocks.list().length];
    pass(60_000);
    const after = [unlocks.isUnlocked("a"), unlocks.list().length];
    await unlocks.close();
    expect([during, after, told]).toEqual([
      [true, false, 1],
      [false, 0],
      ["unlocked a", "expired a"],
    ]);
    const same = { connectionId: "a", branchId: "main", reason: "INC-2291", user: "ada" };
    const times = { unlockedAt: "2026-09-14T12:00:00.000Z", expiresAt: "2026-09-14T12:15:00.000Z" };
    expect(await records()).toEqual([
      { ...same, ...times, event: "unlocked", at: "2026-09-14T12:00:00.000Z" },
      { ...same, ...times, event: "expired", at: "2026-09-14T12:15:00.000Z" },
    ]);
  });

  it("end by whichever clock is first: one set back gives no more time, and a sleep takes it", async () => {
    const unlocks = create();
    await unlocks.unlock({ connectionId: "back" }, null, "why not", 15);
    wall -= 3_600_000;
    steady += 15 * 60_000;
    expect(unlocks.isUnlocked("back")).toBe(false);
    await unlocks.unlock({ connectionId: "slept" }, null, "why not", 15);
    wall += 15 * 60_000;
    expect(unlocks.isUnlocked("slept")).toBe(false);
    await unlocks.close();
  });

  it("end at once when they are locked, and with the app; a new start is locked", async () => {
    const unlocks = create();
    await unlocks.unlock({ connectionId: "a" }, null, "first", 15);
    unlocks.lock("a");
    unlocks.lock("a");
    const locked = unlocks.isUnlocked("a");
    await unlocks.unlock({ connectionId: "b" }, null, "second", 15);
    await unlocks.close();
    expect([locked, create().isUnlocked("b"), (await records()).map(({ event }) => event)]).toEqual([
      false,
      false,
      ["unlocked", "locked", "unlocked", "locked"],
    ]);
  });

  it("keep what stands in the file, also behind a line that a kill left torn", async () => {
    await writeFile(file, '{"event":"unlocked","reas');
    const unlocks = create();
    await unlocks.unlock({ connectionId: "a" }, null, "after a kill", 15);
    await unlocks.close();
    expect((await readFile(file, "utf8")).split("\n")[0]).toBe('{"event":"unlocked","reas');
    expect((await records()).map(({ event }) => event)).toEqual(["unlocked", "locked"]);
  });

  it("do not begin when they cannot be written down", async () => {
    await mkdir(file);
    const unlocks = create();
    await expect(unlocks.unlock({ connectionId: "a" }, null, "nowhere", 15)).rejects.toMatchObject({
      code: "fileSystem",
    });
    expect([unlocks.isUnlocked("a"), told]).toEqual([false, []]);
  });
});
