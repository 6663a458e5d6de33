import type { EditableColumn, EditValue } from "../../../../shared/edits/model.ts";
import type { StagedEdits } from "../../../../shared/edits/staged.ts";
import type { GridOverlay, StagedCell, StagedValue } from "../../../ui/grid/editing/grid-editing.ts";

/** Why the server would not take a text in a column; undefined as long as nothing is known against it. */
export type FindProblem = (column: string, text: string) => string | undefined;

/** What the grid draws over the rows. A DEFAULT shows its expression. */
export function overlayOf(
  edits: StagedEdits,
  columns: readonly EditableColumn[],
  findProblem: FindProblem = () => undefined,
): GridOverlay {
  const defaults = new Map(columns.map(({ name, defaultExpression }) => [name, defaultExpression]));
  const cellsOf = (cells: ReadonlyMap<string, EditValue>, inConflict: ReadonlySet<string>) =>
    new Map(
      [...cells].map(([column, value]): [string, StagedCell] => {
        const problem = value.kind === "text" ? findProblem(column, value.text) : undefined;
        const cell = { value: shown(value, defaults.get(column) ?? null), isConflict: inConflict.has(column) };
        return [column, problem === undefined ? cell : { ...cell, problem }];
      }),
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
