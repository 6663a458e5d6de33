import { ClipboardPaste, Plus } from "lucide-react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useCommands } from "../../state/commands.ts";
import type { TableEditsProps } from "../../state/edits/table-edits.ts";
import { useWorkspace } from "../../state/workspace.ts";
import { Button, IconButton } from "../../ui/controls/button.tsx";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { useEdits } from "./use-edits.tsx";

/** Makes the rows of a table's tab editable. */
export function TableEdits({ tab, order, reload, children }: TableEditsProps) {
  const { ref, schema, name } = tab;
  const facts = useRequest("edits.table", { ref, schema, name }, { enabled: order !== null });
  const isActive = useIsVisible() && tab.view === "rows";
  const { editing, bar, mayInsert, addRow, askForPaste, undo } = useEdits({
    target: tab,
    table: facts.data ?? null,
    identity: order?.identity ?? null,
    reload,
    onStage: () => useWorkspace.getState().updateTab(tab.id, { isPreview: false }),
    isActive,
  });
  useCommands(
    [
      { ...listedCommand("edits.add"), run: addRow, isEnabled: () => mayInsert },
      {
        ...listedCommand("edits.paste"),
        run: askForPaste,
        isEnabled: () => mayInsert,
      },
      { ...listedCommand("edits.undo"), run: undo },
    ],
    isActive,
  );
  const tools = mayInsert ? (
    <>
      <Button variant="quiet" icon={Plus} onPress={addRow}>
        Add row
      </Button>
      <IconButton label="Paste lines as new rows" icon={ClipboardPaste} onPress={askForPaste} />
    </>
  ) : null;
  return children({ editing, tools, bar });
}
