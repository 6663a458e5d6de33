import type { ComputeSize } from "../../../../shared/branches/model.ts";

/** Compute units that can be chosen. Beyond 16 a compute does not move by itself, and cannot suspend (Neon, 2026). */
export const unitChoices = [
  0.25, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56,
] as const;

const mostMoving = 16;
const mostSpan = 8;

/** "0.25 to 2 CU", or "1 CU" where it does not move. */
export function sizeWords({ leastUnits, mostUnits }: ComputeSize): string {
  return leastUnits === mostUnits ? `${mostUnits} CU` : `${leastUnits} to ${mostUnits} CU`;
}

/** Why a control plane would refuse this size; null where it would not. */
export function sizeProblem({ leastUnits, mostUnits }: ComputeSize): string | null {
  if (leastUnits > mostUnits) return "The least is more than the most.";
  if (leastUnits === mostUnits) return null;
  if (mostUnits > mostMoving) return `Beyond ${mostMoving} units it does not move by itself: choose the same for both.`;
  return mostUnits - leastUnits > mostSpan ? `It moves by at most ${mostSpan} units.` : null;
}

/** The choices with the ones in use, which may be others. */
export function unitChoicesWith({ leastUnits, mostUnits }: ComputeSize): readonly number[] {
  return [...new Set([...unitChoices, leastUnits, mostUnits])].sort((left, right) => left - right);
}
