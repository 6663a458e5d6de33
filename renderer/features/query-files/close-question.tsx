import { closeTabAsking } from "../../state/closing/closing-tabs.ts";
import { useQueryFiles } from "../../state/query-files.ts";
import { type QueryTab, useWorkspace } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { useFileActions } from "./use-file-actions.ts";

/** Asks whether a query is saved before its tab closes. */
export function CloseQuestion({ tab }: { readonly tab: QueryTab }) {
  const { save } = useFileActions();
  const done = () => useQueryFiles.getState().ask(null);
  const close = () => {
    done();
    closeTabAsking(tab.id);
  };
  const saveAndClose = async () => {
    const isSaved = await save(tab.id);
    if (isSaved) return close();
    // The tab says why, and offers what can be done.
    done();
    useWorkspace.getState().activateTab(tab.id);
  };
  return (
    <Dialog
      title={`Save ${visibleName(tab.title)} first?`}
      isOpen
      onClose={done}
      size="small"
      footer={
        <>
          <Button onPress={done}>Cancel</Button>
          <Button variant="danger" onPress={close}>
            Do not save
          </Button>
          <Button variant="primary" autoFocus onPress={() => void saveAndClose()}>
            Save and close
          </Button>
        </>
      }
    >
      <p>Your changes are not in the file yet.</p>
      <p className="file-path">{visibleName(tab.file?.path ?? "")}</p>
    </Dialog>
  );
}
