import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan, makeRelation, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const codes = (root: JsonObject, ms = 105, more: JsonObject = {}, heapBytes = 100_000_000) =>
  findPlanProblems(makePlan(root, ms, more), makeContext(makeRelation({ heapBytes }))).map(({ code }) => code);
const outer = (node: JsonObject) => ({ ...node, "Parent Relationship": "Outer" });

it("missing workers are found, those that came are not", () => {
  const gather = (launched: number) =>
    codes(makeNode("Gather", 100, { "Workers Planned": 2, "Workers Launched": launched }));
  expect([gather(1), gather(2)]).toEqual([["missing-workers"], []]);
});

it("a worker that did it all is found; an even split and a short one are not", () => {
  const gather = (...ms: number[]) =>
    makeNode("Gather", 100, { "Workers Planned": ms.length, "Workers Launched": ms.length }, [
      outer(
        makeScan(90, 100, 0, {
          "Actual Loops": ms.length,
          Workers: ms.map((time, number) => ({
            "Worker Number": number,
            "Actual Total Time": time,
            "Actual Loops": 1,
          })),
        }),
      ),
    ]);
  expect([codes(gather(97, 1, 1, 1)), codes(gather(90, 60, 70, 80)), codes(gather(40, 1, 1, 1))]).toEqual([
    ["worker-skew"],
    [],
    [],
  ]);
});

it("workers that cost more than the query are found; a late first row of the child and a long run are not", () => {
  const gather = (startup: number, below: number) =>
    makeNode("Gather", 8, { "Actual Startup Time": startup, "Workers Planned": 1, "Workers Launched": 1 }, [
      outer(makeNode("Aggregate", 7.5, { "Actual Startup Time": below, "Actual Loops": 2 })),
    ]);
  expect([codes(gather(6, 0.1), 8.5), codes(gather(6, 5.9), 8.5), codes(gather(6, 0.1), 12)]).toEqual([
    ["parallel-not-worth"],
    [],
    [],
  ]);
});

it("a long scan of a large table by one process is found; a small table, a write and a short run are not", () => {
  const scan = makeScan(1_500, 100, 0);
  const found = (root: JsonObject, ms = 1_550, heapBytes = 500_000_000) => codes(root, ms, {}, heapBytes);
  expect(found(scan)).toEqual(["could-be-parallel"]);
  expect(found(scan, 1_550, 50_000_000)).toEqual([]);
  expect(found(makeNode("LockRows", 1_501, {}, [outer(scan)]))).toEqual([]);
  expect(found(makeScan(900, 100, 0), 950)).toEqual([]);
});
