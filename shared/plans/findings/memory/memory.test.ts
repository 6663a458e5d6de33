import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const codes = (root: JsonObject, more: JsonObject = {}) =>
  findPlanProblems(makePlan(root, 120, more), makeContext()).map(({ code }) => code);

it("a sort on disk is found with the memory it needs; one in memory or tiny is not", () => {
  const sort = (type: string, kilobytes: number, more: JsonObject = {}) =>
    makeNode("Sort", 100, { "Sort Space Type": type, "Sort Space Used": kilobytes, ...more });
  const [finding] = findPlanProblems(makePlan(sort("Disk", 20_480), 120), makeContext());
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

it("missing workers are found, those that came are not", () => {
  const gather = (launched: number) =>
    codes(makeNode("Gather", 100, { "Workers Planned": 2, "Workers Launched": launched }));
  expect([gather(1), gather(2)]).toEqual([["missing-workers"], []]);
});
