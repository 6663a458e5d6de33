import { expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import type { PlanWaits } from "../../running/model.ts";
import { makeContext, makeNode, makePlan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (waits: PlanWaits | null, root: JsonObject = makeNode("Result", 100)) =>
  findPlanProblems(makePlan(root, 105), makeContext(), waits).map(({ code, subject, savedMs }) => [
    code,
    subject,
    savedMs === null ? null : Math.round(savedMs),
  ]);
const waits = (type: string, event: string, samples: number): PlanWaits => ({
  everyMs: 50,
  samples: 20,
  waits: [{ type, event, samples }],
});

it("a run that waited for others is found, with the time that it lost", () => {
  expect([found(waits("Lock", "relation", 16)), found(waits("IPC", "SyncRep", 4))]).toEqual([
    [["wait-inside", "Lock: relation", 800]],
    [["wait-inside", "IPC: SyncRep", 200]],
  ]);
});

it("reading, the processes of one plan, single looks and short waits are none", () => {
  expect([
    found(waits("IO", "DataFileRead", 16)),
    found(waits("IPC", "ExecuteGather", 16)),
    found(waits("Lock", "relation", 1)),
    found({ ...waits("Lock", "relation", 2), samples: 40 }),
    found(null),
  ]).toEqual([[], [], [], [], []]);
});

it("without looks a plain scan's late first row tells of it; a filter's does not", () => {
  const scan = (more: JsonObject) =>
    makeNode("Seq Scan", 100, { "Relation Name": "runs", "Actual Startup Time": 1_500, ...more });
  const late = found(null, scan({}));
  expect([late, found(null, scan({ Filter: "(id > 5)" })), found(waits("IO", "x", 9), scan({}))]).toEqual([
    [["wait-inside", "Seq Scan", 1_500]],
    [],
    [],
  ]);
});
