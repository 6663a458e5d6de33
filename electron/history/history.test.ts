import { spawn } from "node:child_process";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../shared/history/model.ts";
import { History, type HistoryQuery } from "./history.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-history-"));
  path = join(folder, "state", "history.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = new Date().toISOString();

const entry = (id: string, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id,
  at,
  connectionId: "c1",
  branchId: null,
  database: "shop",
  user: "app",
  sql: `SELECT ${id}`,
  durationMs: 1.5,
  rows: 3,
  error: null,
  ...rest,
});
const everything: HistoryQuery = { connectionId: null, text: "", isFailedOnly: false, limit: 500 };
const ids = async (history: History, query: Partial<HistoryQuery> = {}) =>
  (await history.search({ ...everything, ...query })).entries.map(({ id }) => id);

const newestOf = async (file: string) => Number((await ids(new History(file), { limit: 1 }))[0] ?? 0);

describe("the history", () => {
  it("gives runs back newest first, also to the next start", async () => {
    const first = new History(path);
    await first.add(entry("1"));
    await first.add(entry("2", { branchId: "b", error: "no such table" }));
    const entries = [entry("2", { branchId: "b", error: "no such table" }), entry("1")];
    expect(await first.search(everything)).toEqual({ entries, total: 2 });
    expect(await new History(path).search(everything)).toEqual(await first.search(everything));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it("is searched by branch, by failure, and by database, role and error as well", async () => {
    const history = new History(path);
    await history.add(entry("1", { branchId: "b" }));
    await history.add(entry("2", { error: "deadlock detected" }));
    await history.add(entry("3", { database: "billing", user: "auditor" }));
    expect([
      await ids(history, { branchId: "b" }),
      await ids(history, { branchId: null }),
      await ids(history, { isFailedOnly: true }),
      await ids(history, { text: "deadlock select" }),
      await ids(history, { text: "billing auditor" }),
      (await history.search({ ...everything, limit: 1 })).total,
    ]).toEqual([["1"], ["3", "2"], ["2"], ["2"], ["3"], 3]);
  });

  it("reads entries of earlier versions, which did not know the database", async () => {
    const { database: _database, user: _user, ...old } = entry("1");
    await mkdir(dirname(path));
    await writeFile(path, `${JSON.stringify(old)}\n`);
    expect((await new History(path).search(everything)).entries).toEqual([entry("1", { database: "", user: "" })]);
  });

  it("takes entries out for good, from the file too", async () => {
    const history = new History(path);
    for (const id of ["1", "2", "3"])
      await history.add(entry(id, { sql: `SELECT 'text ${id}'`, connectionId: id === "3" ? "c2" : "c1" }));
    await history.remove(({ id }) => id === "2");
    expect([await ids(history), await readFile(path, "utf8")]).toEqual([
      ["3", "1"],
      expect.not.stringContaining("text 2"),
    ]);
    await history.remove(({ connectionId }) => connectionId === "c1");
    expect([await ids(history), await ids(new History(path))]).toEqual([["3"], ["3"]]);
    await history.add(entry("4"));
    expect(await ids(new History(path))).toEqual(["4", "3"]);
  });

  it("keeps nothing while it is off, also at the next start, and nothing that is too old", async () => {
    const history = new History(path);
    await history.add(entry("1", { at: new Date(Date.now() - 40 * 86_400_000).toISOString() }));
    await history.add(entry("2"));
    expect(await history.state()).toMatchObject({ isOn: true, keepDays: 90, entries: 2 });
    expect(await history.setSettings({ isOn: false, keepDays: 30 })).toMatchObject({
      isOn: false,
      keepDays: 30,
      entries: 1,
    });
    await new History(path).add(entry("3"));
    expect([await ids(new History(path)), (await readFile(path, "utf8")).split("\n").length]).toEqual([["2"], 2]);
    await history.setSettings({ isOn: true, keepDays: 7 });
    await history.add(entry("4"));
    const later = new History(path, undefined, () => Date.now() + 8 * 86_400_000);
    expect([await ids(history), await ids(later), await readFile(path, "utf8")]).toEqual([["4", "2"], [], ""]);
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
    expect((await history.search(everything)).entries[0]?.sql.length).toBe(100_000);
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
