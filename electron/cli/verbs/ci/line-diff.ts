/** Lines of two texts: `-` only in the first, `+` only in the second, a blank where both have it. For short files: it takes the product of both. */
export function diffLines(before: string, after: string): readonly string[] {
  const left = before.split("\n");
  const right = after.split("\n");
  /** Longest common rest from each pair of places. */
  const common = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--) {
      const line = common[row];
      if (!line) continue;
      line[column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const lines: string[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      lines.push(` ${left[row]}`);
      row++;
      column++;
    } else if (column >= right.length || (row < left.length && at(row + 1, column) >= at(row, column + 1)))
      lines.push(`-${left[row++]}`);
    else lines.push(`+${right[column++]}`);
  }
  return lines;
}
