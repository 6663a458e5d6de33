import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import type { StagedEdits } from "../../../../shared/edits/staged.ts";
import type { GridOverlay, StagedCell, StagedValue } from "../../../ui/grid/editing/grid-editing.ts";

/** What the grid draws over the rows. A DEFAULT shows its expression. */
export function overlayOf(edits: StagedEdits, columns: readonly EditableColumn[]): GridOverlay {
  const defaults = new Map(columns.map(({ name, defaultExpression }) => [name, defaultExpression]));
  const cellsOf = (cells: ReadonlyMap<string, EditValue>, inConflict: ReadonlySet<string>) =>
    new Map(
      [...cells].map(([column, value]): [string, StagedCell] => [
        column,
        { value: shown(value, defaults.get(column) ?? null), isConflict: inConflict.has(column) },
      ]),
    );
  return {
    inserted: edits.inserted.map(({ id, cells }) => {
      const filled = new Map(cellsOf(cells, new Set()));
      for (const [column, expression] of defaults)
        if (!filled.has(column)) filled.set(column, { value: { kind: "default", expression } });
      return { id, cells: filled };
    }),
    rows: new Map(
      [...edits.rows].map(([key, row]) => {
        const theirs = new Set(row.conflict?.theirs.map(({ column }) => column));
        const state = row.conflict ? "conflict" : row.isDeleted ? "deleted" : "changed";
        return [key, { state, cells: row.isDeleted ? new Map() : cellsOf(row.cells, theirs) }] as const;
      }),
    ),
  };
}

function shown(value: EditValue, expression: string | null): StagedValue {
  return value.kind === "default" ? { kind: "default", expression } : value;
}
