import type { Plan, PlanNode } from "../../../../shared/plans/model.ts";
import { type DrawnNode, drawPlan } from "../rules/plan-tree.ts";

/** One box: `left` and `width` are shares of the whole picture, `depth` the row from the top. */
export interface IcicleBox {
  readonly node: PlanNode;
  readonly left: number;
  readonly width: number;
  readonly depth: number;
  /** Own part of the run, 0 to 1. */
  readonly share: number;
}

/** Boxes below this part of the width cannot be seen or hit. */
const minWidth = 0.0005;

/** Lays the plan out from the root at the top; works on a stack, because plans may be deep. */
export function layoutIcicle(plan: Plan): readonly IcicleBox[] {
  const root = drawPlan(plan);
  if (!root || root.whole <= 0) return [];
  const boxes: IcicleBox[] = [];
  const waiting: { readonly drawn: DrawnNode; readonly left: number; readonly depth: number }[] = [
    { drawn: root, left: 0, depth: 0 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { drawn, left, depth } = next;
    const width = drawn.whole / root.whole;
    if (width < minWidth) continue;
    boxes.push({ node: drawn.node, left, width, depth, share: drawn.own / root.whole });
    let at = left;
    const below = drawn.children.map((child) => {
      const place = { drawn: child, left: at, depth: depth + 1 };
      at += child.whole / root.whole;
      return place;
    });
    waiting.push(...below.toReversed());
  }
  return boxes;
}
