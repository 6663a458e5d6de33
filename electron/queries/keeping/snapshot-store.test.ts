import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultBudgets } from "../../../shared/queries/budgets.ts";
import { queryExample, snapshotExample } from "../../../shared/queries/testing/query-examples.ts";
import { BudgetStore } from "./budget-store.ts";
import { SnapshotStore } from "./snapshot-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-snapshots-"));
});
afterEach(() => rm(folder, { recursive: true }));

const ref = { connectionId: "c" };
const hostile = `a "<b>'\n\u202e 😀`;
const at = (minutes: number) => new Date(Date.parse("2026-11-29T10:00:00Z") + minutes * 60_000).toISOString();
const snapshot = (minutes: number, queries = [queryExample({ counters: { calls: minutes } })]) => {
  const { id: _, ...rest } = snapshotExample(queries, { at: at(minutes) });
  return rest;
};

describe("the snapshots of a branch", () => {
  it("come back as they were after a restart, with texts that the server has thrown out and no passwords", async () => {
    const queries = [
      queryExample({
        queryId: "-7197966135205127973",
        database: hostile,
        user: hostile,
        isTopLevel: false,
        since: at(0),
        stddevMs: 1.25,
        counters: { calls: 9_007_199_254_740_991, walBytes: null },
      }),
    ];
    const store = new SnapshotStore(folder, () => Date.parse(at(5)));
    const first = await store.keep(ref, snapshot(0, queries), new Map([["1 app", "CREATE ROLE x PASSWORD 'hunter2'"]]));
    const second = await store.keep(ref, snapshot(5), new Map([["2 app", `SELECT '${hostile}'`]]));
    const again = new SnapshotStore(folder);
    expect(await again.list(ref)).toEqual([second, first]);
    expect(await again.open(ref, first.id)).toEqual({ ...first, queries, tables: [] });
    expect([...(await again.textsOf(ref))]).toEqual([
      ["1 app", "CREATE ROLE x PASSWORD '***'"],
      ["2 app", `SELECT '${hostile}'`],
    ]);
    expect(await again.list({ connectionId: "c", branchId: "b" })).toEqual([]);
    expect(await again.list({ connectionId: "../c" })).toEqual([]);
  });

  it("are thinned out, and their files go with them; a file that a kill left goes, too", async () => {
    const store = new SnapshotStore(folder, () => Date.parse(at(40)));
    for (let minute = 0; minute < 40; minute++) await store.keep(ref, snapshot(minute), new Map());
    const list = await store.list(ref);
    expect(list.map((head) => head.at)).toEqual([...Array.from({ length: 24 }, (_, index) => at(39 - index)), at(0)]);
    const [place = ""] = await readdir(folder);
    await writeFile(join(folder, place, "20260101-dead.snapshot.gz"), "half");
    await store.forget(ref, list[0]?.id ?? "");
    expect((await readdir(join(folder, place))).filter((file) => file.endsWith(".snapshot.gz"))).toHaveLength(24);
    await expect(store.open(ref, list[0]?.id ?? "")).rejects.toMatchObject({ code: "notFound" });
    await store.forget(ref, null);
    expect([await store.list(ref), await readdir(folder)]).toEqual([[], []]);
  });

  it("say which file cannot be understood, and keep no more than so many branches", async () => {
    const store = new SnapshotStore(folder);
    const head = await store.keep(ref, snapshot(0), new Map());
    const [place = ""] = await readdir(folder);
    const path = join(folder, place, `${head.id}.snapshot.gz`);
    await writeFile(path, (await readFile(path)).subarray(0, 40));
    await expect(new SnapshotStore(folder).open(ref, head.id)).rejects.toMatchObject({ code: "fileSystem" });
    for (let branch = 0; branch < 55; branch++)
      await store.keep({ connectionId: "c", branchId: `b${branch}` }, snapshot(0), new Map());
    expect(await readdir(folder)).toHaveLength(50);
    expect(await store.list({ connectionId: "c", branchId: "b54" })).toHaveLength(1);
  });
});

it("keeps the targets of each connection", async () => {
  const path = join(folder, "new", "budgets.json");
  const store = new BudgetStore(path);
  await Promise.all([
    store.set("a", { ...defaultBudgets, simpleMs: 5 }),
    store.set("b", { ...defaultBudgets, simpleMs: null }),
  ]);
  const again = new BudgetStore(path);
  expect(await Promise.all(["a", "b", "c"].map(async (id) => (await again.find(id)).simpleMs))).toEqual([5, null, 50]);
});
