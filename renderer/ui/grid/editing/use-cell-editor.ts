import { useCallback, useMemo, useState } from "react";
import type { ArrangedSource } from "../columns/arranged-source.ts";
import type { CellRange, GridSelection } from "../selection.ts";
import type { EditedCells, EditMove, EditPlace, EditStart, GridEditing } from "./grid-editing.ts";
import type { OverlaidSource } from "./overlaid-source.ts";

/** The cell whose editor is open. Rows count in the stable numbering. */
interface OpenEditor {
  readonly row: number;
  readonly column: number;
  readonly place: EditPlace;
  readonly start: EditStart;
}

interface EditorParts {
  readonly editing: GridEditing | undefined;
  readonly source: ArrangedSource<OverlaidSource>;
  readonly shift: number;
  readonly onRefused: (why: string) => void;
  /** Puts the focus after an editor has closed. */
  readonly onClosed: (row: number, column: number, move: EditMove) => void;
}

/** Which cell is being edited, and the ways into and out of it. Rows are those on screen. */
export function useCellEditor({ editing, source, shift, onRefused, onClosed }: EditorParts) {
  const [open, setOpen] = useState<OpenEditor | null>(null);
  /** Whether the grid took the request: false when nothing can be edited at all. */
  const begin = (row: number, column: number, start: EditStart): boolean => {
    const place = editing ? placeAt(source, row, column) : null;
    if (!editing || !place) return false;
    const refusal = editing.refuseEdit(place, start);
    if (refusal === null) setOpen({ row: row - shift, column, place, start });
    else if (refusal !== "") onRefused(refusal);
    return refusal === null || refusal !== "";
  };
  const close = useCallback(
    (move: EditMove) => {
      setOpen(null);
      if (open) onClosed(open.row, open.column, move);
    },
    [open, onClosed],
  );
  const editor = useMemo(
    () => (open && editing ? editing.renderEditor(open.place, open.start, close) : null),
    [open, editing, close],
  );
  return { begin, editor: open ? { row: open.row, column: open.column, node: editor } : null };
}

/** The cell as edits see it; null when its row is not here or has nothing that names it. */
export function placeAt(source: ArrangedSource<OverlaidSource>, row: number, column: number): EditPlace | null {
  const edited = source.base.editedRow(row);
  const about = source.columns[column];
  if (!edited || !about) return null;
  const stored = source.base.storedCell(row, source.baseColumn(column));
  return { row: edited, column: about, cell: source.cell(row, column), stored };
}

/** The chosen cells as edits see them; `range` has rows on screen. */
export function editedCells(
  source: ArrangedSource<OverlaidSource>,
  range: CellRange,
  selection: GridSelection,
  shift: number,
): EditedCells {
  const { firstRow, lastRow, firstColumn, lastColumn } = range;
  return {
    focus: placeAt(source, selection.focus.row + shift, selection.focus.column),
    isWholeRows: selection.kind === "rows",
    rowCount: lastRow - firstRow + 1,
    columns: source.columns.slice(firstColumn, lastColumn + 1),
    rowAt: (index) => source.base.editedRow(firstRow + index),
    cellAt: (index, column) => source.cell(firstRow + index, firstColumn + column),
    storedAt: (index, column) => source.base.storedCell(firstRow + index, source.baseColumn(firstColumn + column)),
    allColumns: source.base.columns,
    storedOfRow: (index, column) => source.base.storedCell(firstRow + index, column),
    cellOfRow: (index, column) => source.base.cell(firstRow + index, column),
  };
}
