import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const codes = (root: JsonObject, ms = 105, more: JsonObject = {}) =>
  findPlanProblems(makePlan(root, ms, more), makeContext()).map(({ code }) => code);
const rows = (count: number) => ({ "Actual Rows": count, "Plan Rows": count });

it("a huge result is found; a page, a LIMIT and a write are not", () => {
  expect(codes(makeNode("Index Scan", 100, rows(20_000)))).toEqual(["huge-result"]);
  expect([
    codes(makeNode("Index Scan", 100, rows(9_000))),
    codes(makeNode("Limit", 100, rows(20_000))),
    codes(makeNode("ModifyTable", 100, rows(20_000))),
  ]).toEqual([[], [], []]);
});

it("serialization that takes a fifth of the run is found, less is not", () => {
  const serialized = (ms: number) =>
    codes(makeNode("Result", 100 - ms), 105, { Serialization: { Time: ms, "Output Volume": 9_000, Format: "text" } });
  expect([serialized(40), serialized(15)]).toEqual([["serialize-cost"], []]);
});

it("a slow trigger is found, and a foreign key that the catalog does not know; a fast one is not", () => {
  const trigger = (ms: number, more: JsonObject = {}) =>
    codes(makeNode("ModifyTable", 100 - ms), 105, {
      Triggers: [{ "Trigger Name": "audit", Relation: "runs", Time: ms, Calls: 900, ...more }],
    });
  expect([trigger(60), trigger(60, { "Constraint Name": "elsewhere_fkey" }), trigger(5)]).toEqual([
    ["slow-trigger"],
    ["slow-trigger"],
    [],
  ]);
});

it("time that nothing explains is found; triggers, JIT and serialization explain theirs", () => {
  const root = makeNode("Result", 60);
  expect(codes(root)).toEqual(["outside-tree"]);
  expect(codes(root, 64)).toEqual([]);
  expect(codes(root, 80, { Serialization: { Time: 15, "Output Volume": 1 } })).toEqual([]);
  expect(codes(root, 80, { JIT: { Functions: 1, Timing: { Total: 19 } } })).toEqual([]);
});
