/** A line of a text before and after a change. */
export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Longer texts are shown as one replaced by the other. */
const maxLines = 400;

/** The lines of both texts in the order in which they are read: what goes before what comes. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  if (old.length > maxLines || now.length > maxLines) return [...linesOf("removed", old), ...linesOf("added", now)];
  const common = commonLengths(old, now);
  const lines: DiffLine[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < now.length) {
    const [oldLine, newLine] = [old[left], now[right]];
    if (oldLine !== undefined && oldLine === newLine) {
      lines.push({ kind: "same", text: oldLine });
      left++;
      right++;
    } else if (oldLine !== undefined && lengthAt(common, left + 1, right) >= lengthAt(common, left, right + 1)) {
      lines.push({ kind: "removed", text: oldLine });
      left++;
    } else {
      lines.push({ kind: "added", text: newLine ?? "" });
      right++;
    }
  }
  return lines;
}

function linesOf(kind: DiffLine["kind"], texts: readonly string[]): readonly DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

/** How many lines two rests have in common, by where they begin. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let left = old.length - 1; left >= 0; left--)
    for (let right = now.length - 1; right >= 0; right--) {
      const row = table[left];
      if (!row) continue;
      row[right] =
        old[left] === now[right]
          ? lengthAt(table, left + 1, right + 1) + 1
          : Math.max(lengthAt(table, left + 1, right), lengthAt(table, left, right + 1));
    }
  return table;
}

function lengthAt(table: readonly (readonly number[])[], left: number, right: number): number {
  return table[left]?.[right] ?? -1;
}
