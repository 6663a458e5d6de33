import { perLoop } from "../findings/subject.ts";
import type { PlanNode } from "../model.ts";

/** What a scan read and kept, over all loops and processes. */
export interface ScanFigures {
  readonly removed: number;
  readonly kept: number;
  readonly read: number;
  /** 0 when nothing was read. */
  readonly removedShare: number;
}

/** Rows that a scan's filter threw away and let through. */
export function scanFigures(node: PlanNode): ScanFigures {
  const removed = perLoop(node, "Rows Removed by Filter");
  const kept = node.rows ?? 0;
  const read = removed + kept;
  return { removed, kept, read, removedShare: read === 0 ? 0 : removed / read };
}
