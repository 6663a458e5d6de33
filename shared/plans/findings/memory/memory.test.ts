import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const codes = (root: JsonObject, more: JsonObject = {}) =>
  findPlanProblems(makePlan(root, 109, more), makeContext()).map(({ code }) => code);

it("a sort on disk is found with the memory it needs; one in memory or tiny is not", () => {
  const sort = (type: string, kilobytes: number, more: JsonObject = {}) =>
    makeNode("Sort", 100, { "Sort Space Type": type, "Sort Space Used": kilobytes, ...more });
  const [finding] = findPlanProblems(makePlan(sort("Disk", 20_480), 109), makeContext());
  expect([finding?.code, finding?.savedMs, finding?.fix?.sql]).toEqual(["sort-spill", 50, "SET work_mem = '60MB';"]);
  expect([codes(sort("Memory", 20_480)), codes(sort("Disk", 500))]).toEqual([[], []]);
  const workers = [{ "Worker Number": 0, "Sort Space Type": "Disk", "Sort Space Used": 2_000 }];
  expect(codes(sort("Memory", 100, { Workers: workers }))).toEqual(["sort-spill"]);
});

it("a hash in batches is found, one batch is not", () => {
  const join = (batches: number) =>
    makeNode("Hash Join", 100, {}, [
      makeNode("Result", 10, { "Parent Relationship": "Outer" }),
      makeNode("Hash", 40, { "Parent Relationship": "Inner", "Hash Batches": batches, "Peak Memory Usage": 4_096 }),
    ]);
  expect([codes(join(8)), codes(join(1))]).toEqual([["hash-spill"], []]);
});

it("a hash aggregate on disk is found, its workers counted", () => {
  const aggregate = (disk: number) =>
    makeNode("Aggregate", 100, {
      "HashAgg Batches": 1,
      Workers: [{ "HashAgg Batches": 4, "Disk Usage": disk, "Peak Memory Usage": 100 }],
    });
  expect([codes(aggregate(9_000)), codes(aggregate(0))]).toEqual([["hash-spill"], []]);
});

it("JIT that takes a third of the run is found, less is not", () => {
  const jit = (ms: number) =>
    codes(makeNode("Result", 100), { JIT: { Functions: 4, Timing: { Generation: { Total: 1 }, Total: ms } } });
  expect([jit(60), jit(30), jit(10)]).toEqual([["jit-overhead"], [], []]);
});

it("an incremental sort on disk is found with the memory it needs; one in memory is not", () => {
  const sort = (space: string) =>
    makeNode("Incremental Sort", 100, {
      "Pre-sorted Groups": { "Group Count": 2, [`Sort Space ${space}`]: { "Peak Sort Space Used": 4_096 } },
    });
  const [finding] = findPlanProblems(makePlan(sort("Disk"), 109), makeContext());
  expect([finding?.code, finding?.fix?.sql]).toEqual(["incremental-sort-spill", "SET work_mem = '12MB';"]);
  expect(codes(sort("Memory"))).toEqual([]);
});

it("a Memoize that forgets is found, its workers counted; one that hits, or forgets nothing, is not", () => {
  const memoize = (hits: number, misses: number, evictions: number) =>
    makeNode("Memoize", 100, { "Cache Hits": 0, Workers: [cache(hits, misses, evictions)] }, [
      makeNode("Index Scan", 0.09, { "Parent Relationship": "Outer", "Actual Loops": 1000, "Index Cond": "(id = 1)" }),
    ]);
  const cache = (hits: number, misses: number, evictions: number) => ({
    "Cache Hits": hits,
    "Cache Misses": misses,
    "Cache Evictions": evictions,
  });
  expect([
    codes(memoize(11_518, 188_482, 188_003)),
    codes(memoize(90_000, 2_000, 500)),
    codes(memoize(9, 2_000, 0)),
  ]).toEqual([["memoize-thrash"], [], []]);
});

it("rows kept on disk are found, in memory they are not", () => {
  const store = (where: string) => codes(makeNode("Materialize", 100, { Storage: where, "Maximum Storage": 30_000 }));
  expect([store("Disk"), store("Memory")]).toEqual([["storage-spill"], []]);
});
