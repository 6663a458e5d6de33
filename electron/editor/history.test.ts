import { spawn } from "node:child_process";
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../shared/editor/model.ts";
import { History } from "./history.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-history-"));
  path = join(folder, "state", "history.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry = (id: string, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  at: "2026-01-02T03:04:05.678Z",
  connectionId: "c1",
  branchId: null,
  sql: `SELECT ${id}`,
  durationMs: 1.5,
  rows: 3,
  error: null,
  ...rest,
});
const everything = { connectionId: null, text: "", limit: 500 };
const ids = async (history: History, query: Partial<typeof everything> | { connectionId: string } = {}) =>
  (await history.search({ ...everything, ...query })).map(({ id }) => id);

const newestOf = async (file: string) => Number((await ids(new History(file), { limit: 1 }))[0] ?? 0);

describe("the history", () => {
  it("gives runs back newest first, also to the next start", async () => {
    const first = new History(path);
    await first.add(entry("1"));
    await first.add(entry("2", { branchId: "b", error: "no such table" }));
    expect(await first.search(everything)).toEqual([entry("2", { branchId: "b", error: "no such table" }), entry("1")]);
    expect(await new History(path).search(everything)).toEqual(await first.search(everything));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("is searched by words, connection and number", async () => {
    const history = new History(path);
    await history.add(entry("1", { sql: "SELECT * FROM Orders WHERE id = 1" }));
    await history.add(entry("2", { sql: "delete from orders", connectionId: "c2" }));
    await history.add(entry("3", { sql: "SELECT 1" }));
    expect([
      await ids(history, { text: "orders" }),
      await ids(history, { text: "  ORDERS   select " }),
      await ids(history, { connectionId: "c1" }),
      await ids(history, { limit: 1 }),
      await ids(history, { text: "nothing" }),
    ]).toEqual([["2", "1"], ["1"], ["3", "1"], ["3"], []]);
  });

  it("never holds a password", async () => {
    const history = new History(path);
    await history.add(entry("1", { sql: "ALTER ROLE a PASSWORD 'canary'", error: "near PASSWORD 'canary'" }));
    await history.close();
    expect([await readFile(path, "utf8"), JSON.stringify(await history.search(everything))].join()).not.toContain(
      "canary",
    );
  });

  it("passes over the half line that a kill left, and goes on behind it", async () => {
    const before = new History(path);
    await before.add(entry("1"));
    await before.close();
    await appendFile(path, '{"id":"2","at":"2026');
    const after = new History(path);
    await after.add(entry("3"));
    expect([await ids(after), await ids(new History(path))]).toEqual([
      ["3", "1"],
      ["3", "1"],
    ]);
  });

  it("stays within its limits, losing the oldest", async () => {
    const limits = { entries: 10, bytes: 1_000_000 };
    const history = new History(path, limits);
    for (let index = 0; index < 25; index++) await history.add(entry(String(index)));
    const kept = await ids(history);
    expect([kept[0], kept.length <= 10, kept.length >= 5]).toEqual(["24", true, true]);
    expect(await ids(new History(path, limits))).toEqual(kept);
    const small = new History(join(folder, "bytes.jsonl"), { entries: 1_000, bytes: 4_000 });
    for (let index = 0; index < 50; index++) await small.add(entry(String(index)));
    expect((await stat(join(folder, "bytes.jsonl"))).size).toBeLessThanOrEqual(4_000);
  });

  it("cuts a huge text", async () => {
    const history = new History(path);
    await history.add(entry("1", { sql: "x".repeat(3_000_000) }));
    expect((await history.search(everything))[0]?.sql.length).toBe(100_000);
  });

  it("says why it could not be written, without failing the run", async () => {
    await writeFile(join(folder, "state"), "a file where the folder should be");
    const history = new History(path);
    await history.add(entry("1"));
    await expect(history.search(everything)).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("is whole after kill -9 at any moment", async () => {
    const script = join(folder, "writer.mts");
    const modulePath = join(import.meta.dirname, "history.ts");
    await writeFile(
      script,
      `import { History } from ${JSON.stringify(modulePath)};
       const history = new History(${JSON.stringify(path)}, { entries: 40, bytes: 1e6 });
       for (let index = 0; ; index++) await history.add({ ...${JSON.stringify(entry("x"))}, id: String(index) });`,
    );
    for (let round = 0; round < 2; round++) {
      const cwd = join(import.meta.dirname, "../..");
      const child = spawn(process.execPath, ["--import", "tsx", script], { cwd, stdio: "ignore" });
      const exited = new Promise((resolve) => child.on("exit", resolve));
      // Long enough for the file to have been replaced by its newer half a few times.
      for (let tries = 0; tries < 500 && (await newestOf(path)) < 200; tries++) await setTimeout(20);
      await setTimeout(round * 7);
      child.kill("SIGKILL");
      await exited;
      const numbers = (await ids(new History(path))).map(Number);
      expect(numbers.length).toBeGreaterThanOrEqual(19);
      const newest = numbers.slice(0, 15);
      expect(newest).toEqual(newest.map((_, index) => (newest[0] ?? 0) - index));
      await rm(path);
    }
  }, 20_000);
});
