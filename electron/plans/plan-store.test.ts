import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type KeptPlan, PlanStore } from "./plan-store.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-plans-"));
});
afterEach(() => rm(folder, { recursive: true }));

const kept = (minute: number, more: Partial<KeptPlan> = {}): KeptPlan => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  connectionId: "c1",
  branchId: null,
  sql: `SELECT ${minute}`,
  fingerprint: "f1",
  mode: "analyze",
  place: "here",
  hasWritten: false,
  waits: null,
  firstRaw: null,
  serverVersion: "18.4",
  context: { relations: [], foreignKeys: [] },
  raw: '[{"Plan": {"Node Type": "Result", "Actual Loops": 1}, "Query Identifier": -7197966135205127973, "Execution Time": 2.5}]',
  ...more,
});

it("keeps the newest plans, all digits of them, and removes what falls out", async () => {
  const store = new PlanStore(folder, { maxKept: 3 });
  // At once, as several tabs would: none may be lost between reading and writing the list.
  const runs = await Promise.all([1, 2, 3, 4, 5].map((minute) => store.keep(kept(minute))));
  const list = await store.list("c1", null, 10);
  expect(list.map(({ sql, executionMs }) => [sql, executionMs])).toEqual([
    ["SELECT 5", 2.5],
    ["SELECT 4", 2.5],
    ["SELECT 3", 2.5],
  ]);
  expect((await readdir(folder)).length).toBe(4);
  const opened = await store.open(runs[4]?.id ?? "");
  expect([opened, opened.plans[0]?.queryId]).toEqual([runs[4], "-7197966135205127973"]);
  await expect(store.open(runs[0]?.id ?? "")).rejects.toMatchObject({ code: "notFound" });
});

it("lists by connection and by statement", async () => {
  const store = new PlanStore(folder);
  await store.keep(kept(1));
  await store.keep(kept(2, { fingerprint: "f2" }));
  await store.keep(kept(3, { connectionId: "c2" }));
  const titles = async (connectionId: string, fingerprint: string | null) =>
    (await store.list(connectionId, fingerprint, 10)).map(({ sql }) => sql);
  expect([
    await titles("c1", null),
    await titles("c1", "f2"),
    await titles("c2", "f1"),
    await titles("c3", null),
  ]).toEqual([["SELECT 2", "SELECT 1"], ["SELECT 2"], ["SELECT 3"], []]);
});

it("finds the plans of one statement on all connections, with what a list of them shows", async () => {
  const store = new PlanStore(folder);
  await store.keep(kept(1, { branchId: "br-1" }));
  await store.keep(kept(2, { connectionId: "c2", serverVersion: "14.2" }));
  await store.keep(kept(3, { fingerprint: "f2" }));
  const list = await store.list(null, "f1", 10);
  expect(list.map(({ id: _, ...summary }) => summary)).toEqual([
    { ...listed(2), connectionId: "c2", serverVersion: "14.2" },
    { ...listed(1), branchId: "br-1" },
  ]);
});

const listed = (minute: number) => {
  const { at, connectionId, branchId, sql, fingerprint, mode, serverVersion } = kept(minute);
  return { at, connectionId, branchId, sql, fingerprint, mode, serverVersion, executionMs: 2.5, blocks: null };
};

it("keeps within its bytes, the newest plan whatever its size", async () => {
  const store = new PlanStore(folder, { maxBytes: 1000 });
  const titles = async () => (await store.list(null, null, 10)).map(({ sql }) => sql);
  await store.keep(kept(1));
  await store.keep(kept(2));
  expect(await titles()).toEqual(["SELECT 2", "SELECT 1"]);
  await store.keep(kept(3, { sql: "x".repeat(2000) }));
  expect([(await titles()).length, (await readdir(folder)).length]).toEqual([1, 2]);
});

it("deletes a plan, and does not mind that it is gone", async () => {
  const store = new PlanStore(folder);
  const run = await store.keep(kept(1));
  await store.keep(kept(2));
  await store.delete(run.id);
  await store.delete(run.id);
  expect((await store.list(null, null, 10)).map(({ sql }) => sql)).toEqual(["SELECT 2"]);
  await expect(store.open(run.id)).rejects.toMatchObject({ code: "notFound" });
});

it("makes a damaged list again from the plans' own files, and says which plan is damaged", async () => {
  const store = new PlanStore(folder);
  const runs = await Promise.all([1, 2, 3].map((minute) => store.keep(kept(minute))));
  const path = join(folder, `${runs[1]?.id}.plan.json`);
  await writeFile(path, "{");
  for (const damaged of ["not json", '[{"id": 1}]', "{}"]) {
    await writeFile(join(folder, "list.json"), damaged);
    expect((await store.list(null, null, 10)).map(({ sql }) => sql)).toEqual(["SELECT 3", "SELECT 1"]);
  }
  await expect(store.open(runs[1]?.id ?? "")).rejects.toMatchObject({
    code: "fileSystem",
    message: expect.stringContaining(path),
  });
  await store.keep(kept(4));
  expect((await store.list(null, null, 10)).map(({ sql }) => sql)).toEqual(["SELECT 4", "SELECT 3", "SELECT 1"]);
});
