import type { EditableColumn, EditableTable, EditValue } from "../../../../shared/edits/model.ts";
import {
  dropInsert,
  dropRow,
  type StagedEdits,
  stageCell,
  stageDelete,
  stageInsert,
  stageInsertedCell,
} from "../../../../shared/edits/staged.ts";
import type { EditedCells, EditedRow, EditPlace } from "../../../ui/grid/editing/grid-editing.ts";
import type { CellView } from "../../../ui/grid/row-source.ts";

/** Why a value of this column cannot be stored; null when it can. */
export function whyNotStore(table: EditableTable, column: EditableColumn, row: EditedRow["kind"]): string | null {
  if (column.isGenerated) return `The server computes ${column.name}.`;
  if (column.isIdentityAlways) return `${column.name} is always given by the server.`;
  if (row === "inserted")
    return table.mayInsert && column.mayInsert ? null : `You may not store ${column.name} in new rows.`;
  return table.mayUpdate && column.mayUpdate ? null : `You may not change ${column.name}.`;
}

/** Whether the server sent all of a value. */
export function isWhole(cell: CellView | undefined): cell is CellView {
  return cell !== undefined && cell.trueBytes === undefined;
}

/** Stages a value of one cell. `old` is the stored value, whole; of rows to insert nothing is stored. */
export function stageValue(edits: StagedEdits, row: EditedRow, column: string, old: string | null, value: EditValue) {
  return row.kind === "inserted"
    ? stageInsertedCell(edits, row.id, column, value)
    : stageCell(edits, row, column, old, value);
}

/** Stages one value in all chosen cells that can take it. Cells whose value is not here whole are left out. */
export function stageChosen(
  edits: StagedEdits,
  table: EditableTable,
  cells: EditedCells,
  valueAt: (row: number, column: number) => EditValue | null,
): { readonly edits: StagedEdits; readonly left: number } {
  let next = edits;
  let left = 0;
  for (let index = 0; index < cells.rowCount; index += 1) {
    const row = cells.rowAt(index);
    for (const [at, { name }] of cells.columns.entries()) {
      const value = valueAt(index, at);
      if (value === null) continue;
      const column = table.columns.find((each) => each.name === name);
      const stored = cells.storedAt(index, at);
      const canTake = row && column && whyNotStore(table, column, row.kind) === null;
      if (!canTake || (row.kind === "row" && !isWhole(stored))) left += 1;
      else next = stageValue(next, row, name, stored?.text ?? null, value);
    }
  }
  return { edits: next, left };
}

/** The chosen rows, each once. */
function rowsOf(cells: EditedCells): readonly (readonly [EditedRow, number])[] {
  return Array.from({ length: cells.rowCount }, (_, index) => [cells.rowAt(index), index] as const).filter(
    (entry): entry is readonly [EditedRow, number] => entry[0] !== null,
  );
}

/**
 * Marks the chosen rows to be deleted, or takes the marks back when all of them have one. What the commit compares are all
 * values that are here whole.
 */
export function stageDeletes(edits: StagedEdits, cells: EditedCells): StagedEdits {
  const rows = rowsOf(cells);
  const isDeleting = rows.some(([row]) => row.kind === "inserted" || !edits.rows.get(row.key)?.isDeleted);
  let next = edits;
  for (const [row, index] of rows) {
    if (row.kind === "inserted") next = isDeleting ? dropInsert(next, row.id) : next;
    else {
      const old = cells.allColumns.flatMap(({ name }, column) => {
        const stored = cells.storedOfRow(index, column);
        return isWhole(stored) ? [{ column: name, value: stored.text }] : [];
      });
      next = stageDelete(next, row, old, isDeleting);
    }
  }
  return next;
}

/** Takes everything back that is staged for the chosen rows. */
export function dropChosen(edits: StagedEdits, cells: EditedCells): StagedEdits {
  return rowsOf(cells).reduce(
    (next, [row]) => (row.kind === "inserted" ? dropInsert(next, row.id) : dropRow(next, row.key)),
    edits,
  );
}

/** A new row with the chosen row's values, but for its key and what the server computes. */
export function duplicateRow(
  edits: StagedEdits,
  table: EditableTable,
  keyColumns: ReadonlySet<string>,
  cellOf: (column: string) => CellView | undefined,
  id: string,
): StagedEdits {
  const cells = table.columns.flatMap((column): [string, EditValue][] => {
    const cell = cellOf(column.name);
    const isLeft = column.isGenerated || column.isIdentityAlways || !column.mayInsert;
    const isOwnKey = keyColumns.has(column.name) && column.defaultExpression !== null;
    if (isLeft || isOwnKey || !isWhole(cell) || cell.isDefault) return [];
    return [[column.name, cell.text === null ? { kind: "null" } : { kind: "text", text: cell.text }]];
  });
  return stageInsert(edits, { id, cells: new Map(cells) });
}

/** What a cell holds now, for its editor: undefined when only its beginning is here. */
export function currentText({ cell, stored, row }: EditPlace): string | null | undefined {
  if (cell?.state === "changed" || cell?.state === "conflict") return cell.isDefault ? null : cell.text;
  if (row.kind === "inserted") return cell?.isDefault ? null : (cell?.text ?? null);
  return isWhole(stored) ? stored.text : undefined;
}
