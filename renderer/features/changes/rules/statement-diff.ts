/** One line of a comparison of two scripts, statement by statement. Numbers are 1-based places; null where it is not. */
export interface StatementChange {
  readonly kind: "same" | "added" | "removed" | "changed";
  readonly before: string | null;
  readonly after: string | null;
  readonly beforeNumber: number | null;
  readonly afterNumber: number | null;
}

/** Compares two scripts' statements: the longest common sequence stays, and what stands between it side by side is changed. */
export function compareStatements(before: readonly string[], after: readonly string[]): readonly StatementChange[] {
  const lengths = commonLengths(before, after);
  const changes: StatementChange[] = [];
  let [left, right] = [0, 0];
  while (left < before.length || right < after.length) {
    const [old, young] = [before[left], after[right]];
    if (old !== undefined && old === young) {
      changes.push(line("same", old, young, left++, right++));
    } else if (
      young === undefined ||
      (old !== undefined && at(lengths, left + 1, right) > at(lengths, left, right + 1))
    ) {
      changes.push(line("removed", old ?? "", null, left++, null));
    } else if (old === undefined || at(lengths, left + 1, right) < at(lengths, left, right + 1)) {
      changes.push(line("added", null, young, null, right++));
    } else {
      changes.push(line("changed", old, young, left++, right++));
    }
  }
  return changes;
}

function line(
  kind: StatementChange["kind"],
  before: string | null,
  after: string | null,
  left: number | null,
  right: number | null,
): StatementChange {
  const number = (place: number | null) => (place === null ? null : place + 1);
  return { kind, before, after, beforeNumber: number(left), afterNumber: number(right) };
}

/** For each pair of places, how many statements what follows has in common. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0));
  for (let left = before.length - 1; left >= 0; left--)
    for (let right = after.length - 1; right >= 0; right--) {
      const row = lengths[left];
      if (!row) continue;
      row[right] =
        before[left] === after[right]
          ? at(lengths, left + 1, right + 1) + 1
          : Math.max(at(lengths, left + 1, right), at(lengths, left, right + 1));
    }
  return lengths;
}

function at(lengths: readonly (readonly number[])[], left: number, right: number): number {
  return lengths[left]?.[right] ?? 0;
}
