/** Where each row of a COPY ends in the file, kept as the rows at which the distance to the file's lines changes. */
export class RowLines {
  private readonly changes: { readonly row: number; readonly distance: number }[] = [];
  private rows = 0;

  /** The next row, which ends at `line` of the file. */
  add(line: number): void {
    this.rows += 1;
    const distance = line - this.rows;
    if (this.changes.at(-1)?.distance !== distance) this.changes.push({ row: this.rows, distance });
  }

  /** The file's line of a row, both 1-based. */
  lineOf(row: number): number {
    const change = this.changes.findLast((each) => each.row <= row);
    return row + (change?.distance ?? 0);
  }
}
