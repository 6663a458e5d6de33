import { type KeyboardEvent, useMemo } from "react";
import type { CommandId } from "../../../../shared/commands/command-list.ts";
import type { EditableTable, EditValue } from "../../../../shared/edits/model.ts";
import type { StagedEdits } from "../../../../shared/edits/staged.ts";
import { stagedOf, useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { isCommandPressed } from "../../../state/keys/changed-keys.ts";
import { showToast } from "../../../state/toasts.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import type { EditedCells, EditPlace, GridEditing, GridOverlay } from "../../../ui/grid/editing/grid-editing.ts";
import { EditorOfCell } from "../cell/editor-of-cell.tsx";
import type { EditTarget } from "../edit-target.ts";
import { pasteInto } from "../pasting/paste-cells.ts";
import { dropChosen, duplicateRow, stageChosen, stageDeletes, stageValue, whyNotStore } from "./staged-actions.ts";

interface EditingParts {
  readonly target: EditTarget;
  readonly table: EditableTable | null;
  /** The columns that name a row; null before that is known. */
  readonly identity: readonly string[] | null;
  readonly overlay: GridOverlay;
  readonly tableKey: string;
  readonly stage: (edits: StagedEdits) => void;
  readonly addRow: () => void;
  /** Asks what a text is to become that is more than the chosen cells hold; null where no row can be added. */
  readonly pasteRows: ((text: string) => void) | null;
}

/** What makes the grid editable; undefined until it is known what may be edited, and where nothing may. */
export function useGridEditing(parts: EditingParts): GridEditing | undefined {
  const { table, identity, overlay } = parts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the other parts only lead to the store, by the same table
  return useMemo(() => {
    if (!table || !identity || !(table.mayInsert || table.mayUpdate || table.mayDelete)) return undefined;
    return gridEditing({ ...parts, table, identity });
  }, [table, identity, overlay]);
}

type Parts = EditingParts & { readonly table: EditableTable; readonly identity: readonly string[] };

function gridEditing(parts: Parts): GridEditing {
  const { target, table, overlay, tableKey, stage } = parts;
  const columnOf = (place: EditPlace) => table.columns.find(({ name }) => name === place.column.name);
  return {
    overlay,
    refuseEdit: (place) => {
      const column = columnOf(place);
      if (!column) return "This column cannot be edited.";
      const { row } = place;
      if (row.kind === "row" && stagedOf(tableKey).rows.get(row.key)?.isDeleted)
        return "The row is staged to be deleted. Press Delete again to keep it.";
      return whyNotStore(table, column, row.kind);
    },
    renderEditor: (place, start, close) => {
      const column = columnOf(place);
      if (!column) return null;
      return (
        <EditorOfCell
          target={target}
          column={column}
          place={place}
          start={start}
          onStage={(value, old) => stage(stageValue(stagedOf(tableKey), place.row, column.name, old, value))}
          onClose={close}
        />
      );
    },
    onKey: (event, cells) => runKey(parts, event, cells),
    onPaste: (text, cells) => paste(parts, text, cells),
    menuItems: (cells) => [
      {
        id: "edits.null",
        label: "Set to NULL",
        command: "edits.null",
        onAction: () => fill(parts, cells, { kind: "null" }),
      },
      {
        id: "edits.default",
        label: "Set to DEFAULT",
        command: "edits.default",
        onAction: () => fill(parts, cells, { kind: "default" }),
      },
      {
        id: "edits.duplicate",
        label: "Duplicate the row",
        command: "edits.duplicate",
        isDisabled: !table.mayInsert,
        onAction: () => duplicate(parts, cells),
      },
      {
        id: "edits.delete",
        label: cells.rowCount === 1 ? "Delete the row" : `Delete ${formatAmount(cells.rowCount, "row")}`,
        command: "edits.delete",
        isDanger: true,
        isDisabled: !table.mayDelete,
        onAction: () => stage(stageDeletes(stagedOf(tableKey), cells)),
      },
      {
        id: "edits.drop",
        label: "Take back what is staged here",
        onAction: () => stage(dropChosen(stagedOf(tableKey), cells)),
      },
    ],
  };
}

function runKey(parts: Parts, event: KeyboardEvent<HTMLElement>, cells: EditedCells): boolean {
  const { table, tableKey, stage, addRow } = parts;
  const isPressed = (id: CommandId) => isCommandPressed(id, event);
  if (isPressed("edits.delete") && table.mayDelete) stage(stageDeletes(stagedOf(tableKey), cells));
  else if (isPressed("edits.add") && table.mayInsert) addRow();
  else if (isPressed("edits.undo")) useStagedEdits.getState().undo(tableKey);
  else if (isPressed("edits.null")) fill(parts, cells, { kind: "null" });
  else if (isPressed("edits.default")) fill(parts, cells, { kind: "default" });
  else if (isPressed("edits.duplicate") && table.mayInsert) duplicate(parts, cells);
  else return false;
  return true;
}

function fill(parts: Parts, cells: EditedCells, value: EditValue): void {
  stageAll(parts, cells, () => value);
}

function paste(parts: Parts, text: string, cells: EditedCells): void {
  const pasted = pasteInto(text, cells.rowCount, cells.columns.length);
  if (!pasted && parts.pasteRows) return parts.pasteRows(text);
  if (!pasted)
    return showToast({
      tone: "error",
      text: "The clipboard has more cells than are chosen. Choose as many, then paste.",
    });
  const values = new Map(pasted.map(({ row, column, value }) => [`${row} ${column}`, value]));
  stageAll(parts, cells, (row, column) => values.get(`${row} ${column}`) ?? null);
}

function stageAll(parts: Parts, cells: EditedCells, valueAt: (row: number, column: number) => EditValue | null): void {
  const { edits, left } = stageChosen(stagedOf(parts.tableKey), parts.table, cells, valueAt);
  parts.stage(edits);
  if (left > 0)
    showToast({
      tone: "info",
      text: `${formatAmount(left, "cell")} left as they were: the server computes them, you may not change them, or only their beginning is here.`,
    });
}

/** The row of the first chosen cell; values that the choice does not reach come from what is staged or stored. */
function duplicate({ table, identity, tableKey, stage }: Parts, cells: EditedCells): void {
  const keys = new Set(identity);
  const byName = new Map(cells.allColumns.map(({ name }, index) => [name, index]));
  stage(
    duplicateRow(
      stagedOf(tableKey),
      table,
      keys,
      (column) => {
        const at = byName.get(column);
        return at === undefined ? undefined : cells.cellOfRow(0, at);
      },
      crypto.randomUUID(),
    ),
  );
}
