import type { Plan } from "../../plans/model.ts";
import type { DrawnCandidates } from "../candidates/draw-candidates.ts";
import type { AdviserFacts, Measured, NoneReason, OtherAdvice } from "../model.ts";
import type { ScanNeed } from "../needs/scan-need.ts";

/** What is known of the query's text, which its plan does not show. */
export interface QueryText {
  readonly sql: string;
  /** The constant of OFFSET; 0 without one. */
  readonly offsetRows: number;
}

/** Everything that a refusal may look at. */
export interface RefusalSubject {
  readonly text: QueryText;
  readonly plan: Plan;
  readonly needs: readonly ScanNeed[];
  readonly facts: AdviserFacts;
  readonly drawn: DrawnCandidates;
  /** Null where nothing was run. */
  readonly before: Measured | null;
}

/** A "none": why, and what would help instead. */
export interface Refusal extends NoneReason {
  readonly otherAdvice?: readonly OtherAdvice[];
}

/** One reason for advising no index; null where it does not hold. */
export type RefusalRule = (subject: RefusalSubject) => Refusal | null;

/** A share for people: `92 %`, `0.4 %`. */
export function sharePercent(share: number): string {
  return `${share >= 0.1 ? Math.round(share * 100) : Number((share * 100).toFixed(1))} %`;
}
