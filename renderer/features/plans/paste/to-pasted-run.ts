import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { findPlanProblems } from "../../../../shared/plans/findings/registry.ts";
import type { PlanContext } from "../../../../shared/plans/model.ts";
import { readPlanText } from "../../../../shared/plans/text/read-plan-text.ts";

/** The text as a run that nobody made here, and what is to be said about reading it. */
export interface PastedRun {
  readonly run: PlanRun;
  readonly remarks: readonly string[];
}

/** Longest text that a tab keeps. */
const maxKeptLength = 4_000_000;
const noContext: PlanContext = { relations: [], foreignKeys: [] };

/** Reads a pasted text. Throws AppError `invalidInput` or `tooLarge`. */
export function toPastedRun(text: string, tabId: string, ref: DatabaseRef): PastedRun {
  if (text.length > maxKeptLength)
    throw new AppError("tooLarge", "This text is longer than 4 million characters.", {
      hint: "Paste the plan alone, or read the file with the command line: steward plan read FILE.",
    });
  const { plans, remarks } = readPlanText(text);
  const at = new Date().toISOString();
  const query = plans[0]?.properties["Query Text"];
  const run: PlanRun = {
    id: `${tabId}-${at}`,
    at,
    connectionId: ref.connectionId,
    branchId: ref.branchId ?? null,
    sql: typeof query === "string" ? query : "",
    fingerprint: "pasted",
    mode: plans.some((plan) => plan.isAnalyzed) ? "analyze" : "estimate",
    place: "here",
    hasWritten: null,
    waits: null,
    firstRun: null,
    serverVersion: "(version unknown)",
    plans,
    context: noContext,
    findings: plans.flatMap((plan) => findPlanProblems(plan, noContext)),
    raw: text,
  };
  return { run, remarks };
}
