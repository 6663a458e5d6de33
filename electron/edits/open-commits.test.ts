import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { OpenCommits } from "./open-commits.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "steward-open-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ref = { connectionId: "c" };
const table = { schema: "public", name: '../"x"' };
const mark = (xid: string) => ({ xid, serverStart: "s", systemId: "1", timeline: "1", isOnDisk: true });

it("a commit that runs is in no doubt; one that a killed app left behind is, for its own table and branch only", async () => {
  const before = new OpenCommits(folder);
  await before.begin(ref, table, mark("9"), "/nine.sql");
  await before.begin(ref, table, mark("10"), "/ten.sql");
  const after = new OpenCommits(folder);
  expect([
    await before.find(ref, table),
    await after.find(ref, table),
    await after.find({ ...ref, branchId: "b" }, table),
    await after.find(ref, { ...table, name: "y" }),
  ]).toEqual([null, { mark: mark("10"), undoFile: "/ten.sql" }, null, null]);
  await after.settle(ref, table);
  expect(readdirSync(folder)).toEqual([]);
});

it("a known outcome leaves nothing, an unknown one stays until it is settled", async () => {
  const commits = new OpenCommits(folder);
  await commits.end(await commits.begin(ref, table, mark("1"), ""), true);
  expect(readdirSync(folder)).toEqual([]);
  await commits.end(await commits.begin(ref, table, mark("2"), ""), false);
  expect((await commits.find(ref, table))?.mark?.xid).toBe("2");
});

it("what wrote nothing is not kept, and what is no entry is passed over", async () => {
  const commits = new OpenCommits(join(folder, "new"));
  expect(await commits.find(ref, table)).toBeNull();
  await commits.begin(ref, table, null, "");
  expect(await commits.find(ref, table)).toBeNull();
  writeFileSync(join(folder, "torn.json"), '{"ref":');
  writeFileSync(join(folder, "other.json"), "[]");
  expect(await new OpenCommits(folder).find(ref, table)).toBeNull();
});
