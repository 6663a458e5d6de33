import { ClipboardPaste, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { nothingStaged, stageInsert, stageInserts } from "../../../shared/edits/staged.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import { stagedOf, stagedTableKey, useStagedEdits } from "../../state/edits/staged-edits.ts";
import type { TableEditsProps } from "../../state/edits/table-edits.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { StagedBar } from "./commit/staged-bar.tsx";
import { PasteDialog } from "./pasting/paste-dialog.tsx";
import { overlayOf } from "./staging/overlay.ts";
import { useGridEditing } from "./staging/use-grid-editing.tsx";
import { useValueChecks } from "./staging/use-value-checks.ts";

/** Makes the rows of a table editable: what is staged, the editors, and the bar that commits. */
export function TableEdits({ tab, order, reload, children }: TableEditsProps) {
  const { ref, schema, name } = tab;
  const tableKey = stagedTableKey(ref, schema, name);
  const edits = useStagedEdits(({ tables }) => tables[tableKey]?.edits ?? nothingStaged);
  const facts = useRequest("edits.table", { ref, schema, name }, { enabled: order !== null });
  const table = facts.data ?? null;
  const isVisible = useIsVisible();
  const stage = (next: typeof edits) => {
    if (next === stagedOf(tableKey)) return;
    useWorkspace.getState().updateTab(tab.id, { isPreview: false });
    useStagedEdits.getState().stage(tableKey, next);
  };
  const addRow = () => stage(stageInsert(stagedOf(tableKey), { id: crypto.randomUUID(), cells: new Map() }));
  const [pasted, setPasted] = useState<string | null>(null);
  const { problems, findProblem } = useValueChecks(tab, table, edits);
  const overlay = useMemo(() => overlayOf(edits, table?.columns ?? [], findProblem), [edits, table, findProblem]);
  const mayInsert = table?.mayInsert === true;
  const pasteRows = mayInsert ? setPasted : null;
  const editing = useGridEditing({ tab, table, order, overlay, tableKey, stage, addRow, pasteRows });
  useCommands(
    [
      { id: "edits.add", title: "Add a row", keys: "Mod+I", group: "Rows", run: addRow, isEnabled: () => mayInsert },
      {
        id: "edits.paste",
        title: "Paste lines as new rows",
        group: "Rows",
        run: () => setPasted(""),
        isEnabled: () => mayInsert,
      },
      {
        id: "edits.undo",
        title: "Take the last staged change back",
        keys: "Mod+Z",
        group: "Rows",
        run: () => useStagedEdits.getState().undo(tableKey),
      },
    ],
    isVisible && tab.view === "rows",
  );
  const tools = mayInsert ? (
    <>
      <Button variant="quiet" icon={Plus} onPress={addRow}>
        Add row
      </Button>
      <IconButton label="Paste lines as new rows" icon={ClipboardPaste} onPress={() => setPasted("")} />
    </>
  ) : null;
  const isEmpty = edits.rows.size === 0 && edits.inserted.length === 0;
  const bar = (
    <>
      {!isEmpty && (
        <StagedBar
          tab={tab}
          edits={edits}
          tableKey={tableKey}
          table={table}
          problems={problems}
          stage={stage}
          reload={reload}
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
  return children({ editing, tools, bar });
}
