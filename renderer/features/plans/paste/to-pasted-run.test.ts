import { expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { samplePlan } from "../../../../shared/plans/text/testing/sample-plan.ts";
import { toPastedRun } from "./to-pasted-run.ts";

const ref = { connectionId: "c", branchId: "b" };

it("makes a run of a pasted text: its plans, findings without a catalog, and what was left out", () => {
  const { run, remarks } = toPastedRun(`Hello,\n\n${samplePlan}\n\nBye`, "tab", ref);
  expect([run.mode, run.connectionId, run.branchId, run.plans.length, run.context, remarks]).toEqual([
    "analyze",
    "c",
    "b",
    1,
    { relations: [], foreignKeys: [] },
    ["2 lines, the first of them line 1, are no part of a plan and were left out."],
  ]);
  expect(run.findings.map(({ code }) => code)).toContain("sort-spill");
});

it("keeps the statement that a log names, and an estimate is none that was run", () => {
  const { run } = toPastedRun(
    '{"Query Text": "SELECT 1", "Plan": {"Node Type": "Result", "Plan Rows": 1}}',
    "tab",
    ref,
  );
  expect([run.sql, run.mode]).toEqual(["SELECT 1", "estimate"]);
});

it("refuses a text that no tab could keep", () => {
  expect(() => toPastedRun(" ".repeat(4_000_001), "tab", ref)).toThrow(AppError);
});
