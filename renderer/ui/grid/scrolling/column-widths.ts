import { cellText } from "../cells/cell-text.ts";
import type { GridSourceColumn, RowSource } from "../row-source.ts";

const characterWidth = 7.3;
const headCharacterWidth = 7;
const padding = 22;
const smallest = 64;
const largest = 340;
const sampledRows = 60;
const fixedByType: Readonly<Record<string, number>> = { uuid: 120 };

/** The width of the gutter for labels of this many characters. */
export function gutterWidth(labelLength: number): number {
  return Math.max(40, Math.ceil(labelLength * 6.8) + 16);
}

/** A width in pixels that shows the head and the rows that are here, within reason. */
export function fittingWidth(source: RowSource, column: number, limit = largest): number {
  const about = source.columns[column];
  if (!about) return smallest;
  const fixed = limit === largest ? fixedByType[about.baseType] : undefined;
  if (fixed) return Math.max(fixed, headWidth(about));
  let longest = 0;
  const rows = Math.min(sampledRows, source.getSnapshot().rowCount);
  for (let row = 0; row < rows; row++) {
    const cell = source.cell(row, column);
    if (cell) longest = Math.max(longest, cell.text === null ? 4 : cellText(cell.text.slice(0, 400)).length);
  }
  return Math.round(Math.min(limit, Math.max(smallest, headWidth(about), longest * characterWidth + padding)));
}

function headWidth(column: GridSourceColumn): number {
  const icons = (column.isInPrimaryKey ? 18 : 0) + (column.isForeignKey ? 18 : 0) + 18;
  return Math.min(
    largest,
    Math.max(column.name.length * headCharacterWidth + icons, column.typeLabel.length * 6.6) + padding,
  );
}
