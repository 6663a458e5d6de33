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
