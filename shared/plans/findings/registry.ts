import type { Severity } from "../../findings/model.ts";
import type { PlanFinding } from "../contract.ts";
import type { Plan, PlanContext } from "../model.ts";
import { misestimate } from "./estimates/misestimate.ts";
import { staleStatistics } from "./estimates/stale-statistics.ts";
import { hashSpill } from "./memory/hash-spill.ts";
import { jitOverhead } from "./memory/jit-overhead.ts";
import { missingWorkers } from "./memory/missing-workers.ts";
import { sortSpill } from "./memory/sort-spill.ts";
import { jsonbWithoutIndex } from "./scans/jsonb-without-index.ts";
import { lossyBitmap } from "./scans/lossy-bitmap.ts";
import { missingIndex } from "./scans/missing-index.ts";
import { repeatedScan } from "./scans/repeated-scan.ts";
import { unservedFilter } from "./scans/unserved-filter.ts";
import { largeOffset } from "./statements/large-offset.ts";
import { slowForeignKey } from "./statements/slow-foreign-key.ts";
import { type PlanRule, toPlanSubject } from "./subject.ts";

/** Every diagnosis of a plan. */
export const planRules: readonly PlanRule[] = [
  missingIndex,
  repeatedScan,
  jsonbWithoutIndex,
  unservedFilter,
  slowForeignKey,
  sortSpill,
  hashSpill,
  lossyBitmap,
  largeOffset,
  misestimate,
  staleStatistics,
  jitOverhead,
  missingWorkers,
];

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the diagnoses say of one plan: the most milliseconds that could be saved first, then by severity. */
export function findPlanProblems(plan: Plan, context: PlanContext): readonly PlanFinding[] {
  const subject = toPlanSubject(plan, context);
  return planRules
    .flatMap((rule) => rule.find(subject))
    .toSorted((a, b) => (b.savedMs ?? -1) - (a.savedMs ?? -1) || weights[a.severity] - weights[b.severity]);
}
