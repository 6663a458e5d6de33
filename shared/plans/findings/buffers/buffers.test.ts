import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (root: JsonObject) => findPlanProblems(makePlan(root, 105), makeContext());
const codes = (root: JsonObject) => found(root).map(({ code }) => code);
const node = (more: JsonObject, type = "Result") => makeNode(type, 100, more);

it("a cold cache is found when the clock agrees; a warm one, few pages and fast reads are not", () => {
  const read = (pages: number, hit: number, more: JsonObject = {}) =>
    codes(node({ "Shared Read Blocks": pages, "Shared Hit Blocks": hit, ...more }));
  expect([read(5_000, 100), read(5_000, 100, { "Shared I/O Read Time": 80 })]).toEqual([
    ["cold-cache"],
    ["cold-cache"],
  ]);
  expect([read(900, 0), read(5_000, 9_000), read(5_000, 100, { "I/O Read Time": 3 })]).toEqual([[], [], []]);
});

it("a read that changes or writes pages is found, with the reason for either; a write and few pages are not", () => {
  const pages = (dirtied: number, written: number, type?: string) =>
    node({ "Shared Dirtied Blocks": dirtied, "Shared Written Blocks": written }, type);
  const message = (root: JsonObject) => found(root)[0]?.message.slice(0, 24);
  expect([message(pages(2_000, 0)), message(pages(0, 3_000))]).toEqual([
    "This read changed 2,000 ",
    "This read had to write 3",
  ]);
  expect([codes(pages(900, 0)), codes(pages(2_000, 0, "ModifyTable"))]).toEqual([[], []]);
});

it("temporary files are led back to the node that wrote them; sorts have their own diagnosis", () => {
  const written = (type: string, blocks: number) => node({ "Temp Written Blocks": blocks }, type);
  expect(found(written("Materialize", 2_000)).map(({ code, subject }) => [code, subject])).toEqual([
    ["temp-files", "Materialize"],
  ]);
  expect([codes(written("Materialize", 1_000)), codes(written("Sort", 2_000))]).toEqual([[], []]);
});

it("much WAL is found, and whether it is page images", () => {
  const wal = (bytes: number, images: number) => found(node({ "WAL Bytes": bytes, "WAL FPI": images }, "ModifyTable"));
  expect(wal(40_000_000, 4_000)[0]?.message).toContain("images of whole pages");
  expect(wal(40_000_000, 10)[0]?.message).toContain("Fewer indexes");
  expect(wal(10_000_000, 10)).toEqual([]);
});

it("an upsert that always conflicts is found; one that inserts is not", () => {
  const upsert = (conflicts: number, inserted: number) =>
    codes(node({ "Conflicting Tuples": conflicts, "Tuples Inserted": inserted }, "ModifyTable"));
  expect([upsert(50_000, 10), upsert(50_000, 40_000), upsert(500, 0)]).toEqual([["conflict-churn"], [], []]);
});

it("temporary tables that do not fit into temp_buffers are found; small ones are not", () => {
  const local = (blocks: number) => found(node({ "Local Read Blocks": blocks, "Local Written Blocks": blocks }));
  expect(local(800).map(({ code, fix }) => [code, fix?.sql])).toEqual([
    ["local-buffers", "SET temp_buffers = '25MB';"],
  ]);
  expect(local(400)).toEqual([]);
});
