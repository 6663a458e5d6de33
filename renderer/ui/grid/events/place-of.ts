/** The cell, or row number, or head that an event is about. */
export type EventPlace =
  | { readonly kind: "cell"; readonly row: number; readonly column: number }
  | { readonly kind: "gutter"; readonly row: number }
  | { readonly kind: "head"; readonly column: number };

const marked = "[data-column], [data-gutter-row], [data-head-column]";

/** The element that stands for a place in the grid. */
export function placedElement(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(marked) : null;
}

/** What an event is about; null for none of the grid's places. */
export function placeOf(target: EventTarget): EventPlace | null {
  const { row, column, gutterRow, headColumn } = placedElement(target)?.dataset ?? {};
  if (headColumn !== undefined) return { kind: "head", column: Number(headColumn) };
  if (gutterRow !== undefined) return { kind: "gutter", row: Number(gutterRow) };
  return column === undefined ? null : { kind: "cell", row: Number(row), column: Number(column) };
}
