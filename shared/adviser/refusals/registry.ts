import { refuseBitmapAnd, refuseFast, refuseSkipScan, refuseStopsEarly } from "./plan-decides.ts";
import { refuseCastColumn, refuseLargeOffset, refuseRandomOrder, refuseVolatileFilter } from "./query-should-change.ts";
import type { Refusal, RefusalRule, RefusalSubject } from "./refusal-subject.ts";
import {
  refuseLowSelectivity,
  refuseNoTable,
  refuseNotEqual,
  refusePruned,
  refuseServed,
  refuseTinyTable,
  refuseWholeTable,
} from "./table-decides.ts";

/** Reasons that hold before anything is built, the most telling first. */
export const refusalRules: readonly RefusalRule[] = [
  refuseNoTable,
  refuseLargeOffset,
  refuseRandomOrder,
  refuseVolatileFilter,
  refuseCastColumn,
  refuseTinyTable,
  refuseSkipScan,
  refuseBitmapAnd,
  refuseStopsEarly,
  refuseFast,
  refusePruned,
  refuseServed,
  refuseNotEqual,
  refuseLowSelectivity,
  refuseWholeTable,
];

/** The first reason against any index, before one is built; null when candidates are worth a try. */
export function findRefusal(subject: RefusalSubject): Refusal | null {
  for (const rule of refusalRules) {
    const refusal = rule(subject);
    if (refusal !== null) return refusal;
  }
  if (subject.drawn.candidates.length > 0) return null;
  return { code: "notUnderstood", reason: "No condition of the plan is one that an index could serve." };
}
