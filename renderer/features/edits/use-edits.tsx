import { useMemo, useState } from "react";
import type { EditableTable } from "../../../shared/edits/model.ts";
import { nothingStaged, type StagedEdits, stageInsert, stageInserts } from "../../../shared/edits/staged.ts";
import { stagedOf, stagedTableKey, useStagedEdits } from "../../state/edits/staged-edits.ts";
import { StagedBar } from "./commit/staged-bar.tsx";
import { useLeftDoubt } from "./commit/use-left-doubt.ts";
import type { EditTarget } from "./edit-target.ts";
import { PasteDialog } from "./pasting/paste-dialog.tsx";
import { overlayOf } from "./staging/overlay.ts";
import { useGridEditing } from "./staging/use-grid-editing.tsx";
import { useValueChecks } from "./staging/use-value-checks.ts";

interface EditsParts {
  readonly target: EditTarget;
  /** What may be edited; null before that is known, and where nothing is. */
  readonly table: EditableTable | null;
  /** The columns that name a row; null before that is known. */
  readonly identity: readonly string[] | null;
  readonly reload: () => void;
  /** Called before something is staged. */
  readonly onStage: () => void;
  /** Whether these rows are those that the window's commands and their keys mean. */
  readonly isActive: boolean;
}

/** What makes the rows of a table editable, wherever they are shown: the seam of the grid, and the bar that commits. */
export function useEdits({ target, table, identity, reload, onStage, isActive }: EditsParts) {
  const { ref, schema, name } = target;
  const tableKey = stagedTableKey(ref, schema, name);
  const edits = useStagedEdits(({ tables }) => tables[tableKey]?.edits ?? nothingStaged);
  useLeftDoubt(target, tableKey);
  const [pasted, setPasted] = useState<string | null>(null);
  const stage = (next: StagedEdits) => {
    if (next === stagedOf(tableKey)) return;
    onStage();
    useStagedEdits.getState().stage(tableKey, next);
  };
  const addRow = () => stage(stageInsert(stagedOf(tableKey), { id: crypto.randomUUID(), cells: new Map() }));
  const mayInsert = table?.mayInsert === true;
  const { problems, findProblem } = useValueChecks(target, table, edits);
  const overlay = useMemo(() => {
    const whole = overlayOf(edits, table?.columns ?? [], findProblem);
    return mayInsert ? whole : { ...whole, inserted: [] }; // staged where rows can be added, and shown there
  }, [edits, table, findProblem, mayInsert]);
  const pasteRows = mayInsert ? setPasted : null;
  const editing = useGridEditing({ target, table, identity, overlay, tableKey, stage, addRow, pasteRows });
  const isEmpty = edits.rows.size === 0 && edits.inserted.length === 0;
  const bar = (
    <>
      {!isEmpty && (
        <StagedBar
          target={target}
          edits={edits}
          tableKey={tableKey}
          table={table}
          problems={problems}
          stage={stage}
          reload={reload}
          isActive={isActive}
        />
      )}
      {table && pasted !== null && (
        <PasteDialog
          tableName={name}
          table={table}
          text={pasted}
          onStage={(rows) => stage(stageInserts(stagedOf(tableKey), rows))}
          onClose={() => setPasted(null)}
        />
      )}
    </>
  );
  const undo = () => useStagedEdits.getState().undo(tableKey);
  return { editing, bar, mayInsert, addRow, askForPaste: () => setPasted(""), undo };
}
