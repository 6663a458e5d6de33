import type { IndexInside } from "../../../../shared/indexes/inside/model.ts";
import { formatCount } from "../../../ui/display/format.ts";

/** What looking inside found, as lines of two columns. */
export function insideFacts(inside: IndexInside): readonly (readonly [string, string])[] {
  switch (inside.kind) {
    case "btree":
      return [
        ["Leaf pages full", percent(inside.leafDensityPercent)],
        ["Levels above the leaves", formatCount(inside.levels)],
        ["Leaf pages", formatCount(inside.leafPages)],
        ["Empty and deleted pages", formatCount(inside.emptyPages + inside.deletedPages)],
        ["Leaf pages out of order", percent(inside.leafFragmentationPercent)],
      ];
    case "btreeDepth":
      return [["Levels above the leaves", formatCount(inside.levels)]];
    case "gin":
      return [
        ["Pages in the pending list", formatCount(inside.pendingPages)],
        ["Rows in the pending list", formatCount(inside.pendingRows)],
      ];
    case "hash":
      return [
        ["Bucket pages", formatCount(inside.bucketPages)],
        ["Overflow pages", formatCount(inside.overflowPages)],
        ["Live entries", formatCount(inside.liveEntries)],
        ["Dead entries", formatCount(inside.deadEntries)],
        ["Free", percent(inside.freePercent)],
      ];
    case "brin":
      return [
        ["Ranges", formatCount(inside.ranges)],
        ["Not summarised", formatCount(inside.unsummarisedRanges)],
        ["Pages of a range", formatCount(inside.pagesPerRange)],
      ];
  }
}

function percent(value: number | null): string {
  return value === null ? "–" : `${value.toFixed(1)} %`;
}
