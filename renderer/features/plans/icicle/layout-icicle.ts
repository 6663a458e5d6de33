import type { DrawnNode, DrawnRun } from "../rules/plan-tree.ts";

/** One box: `left` and `width` are shares of the whole picture, `depth` the row from the top. */
export interface IcicleBox {
  readonly drawn: DrawnNode;
  /** The box above it; null in the first row. */
  readonly parentKey: string | null;
  readonly left: number;
  readonly width: number;
  readonly depth: number;
}

/** The boxes that can be seen, in the order of the tree, and how many are too narrow to be drawn. */
export interface IcicleLayout {
  readonly boxes: readonly IcicleBox[];
  readonly narrow: number;
  readonly rows: number;
}

/** Boxes below this part of the width cannot be seen or hit. */
const minWidth = 0.0008;

interface Waiting {
  readonly drawn: DrawnNode;
  readonly parentKey: string | null;
  readonly left: number;
  readonly depth: number;
}

/** Lays a run out, or one node with all below it as wide as the picture. Works on a stack, because plans may be deep. */
export function layoutIcicle(run: DrawnRun, zoomed: DrawnNode | null): IcicleLayout {
  const tops = zoomed ? [zoomed] : run.tops;
  const whole = zoomed ? zoomed.whole : run.whole;
  if (whole <= 0) return { boxes: [], narrow: 0, rows: 0 };
  const boxes: IcicleBox[] = [];
  let narrow = 0;
  let rows = 0;
  const place = (list: readonly DrawnNode[], parentKey: string | null, from: number, depth: number): Waiting[] => {
    let at = from;
    const placed = list.map((drawn) => {
      const waiting = { drawn, parentKey, left: at, depth };
      at += drawn.whole / whole;
      return waiting;
    });
    return placed.toReversed();
  };
  const waiting = place(tops, null, 0, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { drawn, left, depth, parentKey } = next;
    const width = drawn.whole / whole;
    if (width < minWidth) {
      // What never ran has no width, and is no loss to the picture.
      if (drawn.whole > 0) narrow++;
      continue;
    }
    boxes.push({ drawn, parentKey, left, width, depth });
    rows = Math.max(rows, depth + 1);
    waiting.push(...place(drawn.children, drawn.key, left, depth + 1));
  }
  return { boxes, narrow, rows };
}

/** The drawn nodes from the top down to `key`, itself last; empty when it is not there. */
export function pathTo({ tops }: DrawnRun, key: string): readonly DrawnNode[] {
  const waiting: { readonly drawn: DrawnNode; readonly path: readonly DrawnNode[] }[] = tops.map((drawn) => ({
    drawn,
    path: [drawn],
  }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { drawn, path } = next;
    if (drawn.key === key) return path;
    waiting.push(...drawn.children.map((child) => ({ drawn: child, path: [...path, child] })));
  }
  return [];
}
