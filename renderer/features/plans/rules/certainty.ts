import type { PlanNode } from "../../../../shared/plans/model.ts";

/** The server prints times per loop with three decimals. */
const halfOfLastDigitMs = 0.0005;
/** Uncertainty below this part of a figure changes no judgement. */
const noticedShare = 0.05;
const noticedMs = 0.05;

/** How far a node's inclusive time may be off because the server rounds it per loop: ± milliseconds, 0 when unknown. */
export function roundingMs({ loops, divisor, inclusiveMs }: PlanNode): number {
  return inclusiveMs === null ? 0 : (halfOfLastDigitMs * (loops ?? 0)) / Math.max(1, divisor);
}

/** The same for its own time: the children's uncertainty adds up in it. */
export function ownRoundingMs(node: PlanNode, children: readonly PlanNode[]): number {
  return children.reduce((sum, child) => sum + roundingMs(child), roundingMs(node));
}

/** Whether an uncertainty is worth a word beside a figure. */
export function isNoticed(uncertaintyMs: number, ms: number): boolean {
  return uncertaintyMs >= noticedMs && uncertaintyMs >= noticedShare * Math.abs(ms);
}

/** How long a Gather's workers ran while nobody waited for it; 0 for other nodes, and for what is mere rounding. */
export function overlapMs({ nodeType, exclusiveMs, inclusiveMs }: PlanNode): number {
  if (exclusiveMs === null || (nodeType !== "Gather" && nodeType !== "Gather Merge")) return 0;
  return -exclusiveMs > Math.max(noticedMs, noticedShare * (inclusiveMs ?? 0)) ? -exclusiveMs : 0;
}
