/** A cell by its place. Rows count in the source's stable numbering (index minus shift). */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** What is chosen: cells between two corners, or whole rows. `focus` is the cell that keys move. */
export interface GridSelection {
  readonly kind: "cells" | "rows";
  readonly anchor: CellPlace;
  readonly focus: CellPlace;
}

/** A rectangle of cells, ends included. */
export interface CellRange {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** One cell chosen. */
export function selectCell(row: number, column: number): GridSelection {
  return { kind: "cells", anchor: { row, column }, focus: { row, column } };
}

/** Moves the free corner; whole rows stay whole. */
export function extendTo(selection: GridSelection, row: number, column: number): GridSelection {
  return { ...selection, focus: { row, column } };
}

/** The cells of a selection in a grid of `columnCount` columns. */
export function rangeOf(selection: GridSelection, columnCount: number): CellRange {
  const { kind, anchor, focus } = selection;
  return {
    firstRow: Math.min(anchor.row, focus.row),
    lastRow: Math.max(anchor.row, focus.row),
    firstColumn: kind === "rows" ? 0 : Math.min(anchor.column, focus.column),
    lastColumn: kind === "rows" ? columnCount - 1 : Math.max(anchor.column, focus.column),
  };
}

/** How many rows and columns, for "3 x 2". */
export function rangeSize(range: CellRange): { readonly rows: number; readonly columns: number } {
  return { rows: range.lastRow - range.firstRow + 1, columns: range.lastColumn - range.firstColumn + 1 };
}
