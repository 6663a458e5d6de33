/** A table on the canvas, as far as a line to it needs to know. */
export interface PlacedTable {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/** One end of a line: the table, and how far below its top the line ends. */
export interface RelationEnd {
  readonly table: PlacedTable;
  readonly offset: number;
}

const reach = 26;

/**
 * The path of a foreign key, in the SVG's words, from the referring column to the referenced one. It leaves and enters
 * at the sides that face each other; where the tables stand above each other, both ends are on the right.
 */
export function relationPath(from: RelationEnd, to: RelationEnd): string {
  const fromY = from.table.y + from.offset;
  const toY = to.table.y + to.offset;
  const fromRight = from.table.x + from.table.width;
  const toRight = to.table.x + to.table.width;
  const [startX, startSide, endX, endSide] =
    fromRight + 2 * reach <= to.table.x
      ? [fromRight, 1, to.table.x, -1]
      : toRight + 2 * reach <= from.table.x
        ? [from.table.x, -1, toRight, 1]
        : [fromRight, 1, toRight, 1];
  const bend = Math.max(reach * 2, Math.abs(endX - startX) / 2);
  return `M ${startX} ${fromY} C ${startX + startSide * bend} ${fromY}, ${endX + endSide * bend} ${toY}, ${endX} ${toY}`;
}
