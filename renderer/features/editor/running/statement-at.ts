import type { StatementRange } from "../../../../shared/editor/model.ts";

/**
 * The statement that the cursor means: the one it stands in or right behind; between two, the one that ends on its
 * line, else the next; behind all, the last.
 */
export function statementAt(ranges: readonly StatementRange[], text: string, offset: number): StatementRange | null {
  const inside = ranges.find(({ start, end }) => start <= offset && offset <= end + semicolonAfter(text, end));
  if (inside) return inside;
  const before = ranges.findLast(({ end }) => end <= offset);
  const isOnLine = before && !text.slice(before.end, offset).includes("\n");
  return (isOnLine ? before : ranges.find(({ start }) => start > offset)) ?? before ?? null;
}

/** Characters up to and with the semicolon that ends the statement. */
function semicolonAfter(text: string, end: number): number {
  return /^\s*;/.exec(text.slice(end, end + 1000))?.[0].length ?? 0;
}
