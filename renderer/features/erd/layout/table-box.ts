import { shortType } from "../../../../shared/catalog/short-type.ts";
import type { DiagramColumn, DiagramTable } from "../../../../shared/erd/model.ts";

/** How much of each table is drawn. */
export type TableDetail = "all" | "keys" | "names";

/** A table's place on the canvas before it has a position: pixels at zoom 1. */
export interface TableBox {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly DiagramColumn[];
  /** How many columns are not drawn. */
  readonly hiddenColumns: number;
}

/** Pixels of a table's parts; the style sheet draws by the same figures. */
export const headHeight = 30;
export const lineHeight = 22;
const padding = 4;
const characterWidth = 6.8;
const narrowest = 170;
const widest = 360;
const mostColumns = 60;

/** The size of a table, and which of its columns are drawn: keys first of all, never more than 60. */
export function boxOf(table: DiagramTable, detail: TableDetail): TableBox {
  const wanted = table.columns.filter(
    (column) => detail === "all" || (detail === "keys" && (column.isInPrimaryKey || column.isForeignKey)),
  );
  const columns = wanted.slice(0, mostColumns);
  const hiddenColumns = detail === "names" ? 0 : table.columns.length - columns.length;
  const lines = columns.length + (hiddenColumns > 0 ? 1 : 0);
  const longest = columns.reduce((most, { name, type }) => Math.max(most, name.length + shortType(type).length + 8), 0);
  const characters = Math.max(longest, table.name.length + 8);
  return {
    width: Math.round(Math.min(widest, Math.max(narrowest, characters * characterWidth))),
    height: headHeight + (lines > 0 ? lines * lineHeight + padding : 0),
    columns,
    hiddenColumns,
  };
}

/** How far below a table's top the line of a column is, in pixels; its head's middle for a column that is not drawn. */
export function lineOffset(box: TableBox, column: string | undefined): number {
  const at = box.columns.findIndex(({ name }) => name === column);
  return at < 0 ? headHeight / 2 : headHeight + at * lineHeight + lineHeight / 2;
}
