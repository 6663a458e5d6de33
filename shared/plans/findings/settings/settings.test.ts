import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (more: JsonObject, node: JsonObject = {}) =>
  findPlanProblems(makePlan(makeNode("Seq Scan", 100, node), 105, more), makeContext());
const codes = (more: JsonObject, node: JsonObject = {}) => found(more, node).map(({ code }) => code);

it("a planner that was not free is found: by its settings, by the node (18) and by the price (before)", () => {
  const off = { Settings: { enable_hashjoin: "off", work_mem: "64MB" } };
  expect(found(off).map(({ code, severity, fix }) => [code, severity, fix?.sql])).toEqual([
    ["planner-switched-off", "info", "RESET enable_hashjoin;"],
  ]);
  expect(found({}, { Disabled: true })[0]?.severity).toBe("warning");
  expect(codes({}, { "Total Cost": 10_000_000_123 })).toEqual(["planner-switched-off"]);
  expect(codes({ Settings: { work_mem: "64MB", enable_hashjoin: "on" } }, { Disabled: false })).toEqual([]);
});

it("planning that takes longer than the run is found, a cold catalog told apart; short planning is not", () => {
  const planned = (ms: number, pages = 0) =>
    found({ "Planning Time": ms, Planning: { "Shared Read Blocks": pages } }).map(({ code, savedMs }) => [
      code,
      savedMs,
    ]);
  expect([planned(200), planned(200, 500), planned(80)]).toEqual([
    [["planning-dominates", 200]],
    [["planning-dominates", null]],
    [],
  ]);
});

it("planning in much memory is found, in little it is not", () => {
  const memory = (kilobytes: number) => codes({ Planning: { "Memory Used": kilobytes } });
  expect([memory(60_000), memory(4_000)]).toEqual([["planner-memory"], []]);
});

it("a plan for any value is found where it met another than it was made for; values of InitPlans are no parameters", () => {
  const met = (rows: number, filter: string, more: JsonObject = {}) =>
    codes({}, { Filter: filter, "Actual Rows": rows, "Plan Rows": 10, ...more });
  expect(met(5_000, "(kind = $1)")).toContain("generic-plan");
  expect(met(10, "(kind = $1)", { "Rows Removed by Filter": 99_000 })).toContain("generic-plan");
  expect([met(10, "(kind = $1)"), met(5_000, "(kind = '$1'::text)"), met(5_000, "(id > $0)")]).toEqual([[], [], []]);
  const before17 = {
    Plans: [{ ...makeNode("Result", 1), "Parent Relationship": "InitPlan", "Subplan Name": "InitPlan 2 (returns $1)" }],
  };
  expect(met(5_000, "(kind = $1)", before17)).toEqual([]);
});
