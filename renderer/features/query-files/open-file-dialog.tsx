import { useState } from "react";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useQueryFiles } from "../../state/query-files.ts";
import { Button } from "../../ui/controls/button.tsx";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { pathIn, QueryFolder } from "./query-folder.tsx";
import { useFileActions } from "./use-file-actions.ts";

/** Asks for a file of SQL and shows it in a tab. */
export function OpenFileDialog() {
  const { open } = useFileActions();
  const [folder, setFolder] = useState<string | null>(null);
  const [name, setName] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const close = () => useQueryFiles.getState().ask(null);
  const take = async () => {
    if (folder === null || name === null) return;
    try {
      await open(pathIn(folder, name));
      close();
    } catch (failure) {
      setError(asAppError(failure));
    }
  };
  return (
    <Dialog
      title="Open a query file"
      isOpen
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isDisabled={name === null} onPress={() => void take()}>
            Open
          </Button>
        </>
      }
    >
      <QueryFolder
        folder={folder}
        onFolder={(path) => {
          setFolder(path);
          setName(null);
        }}
        onFile={(chosen) => {
          setName(chosen);
          setError(null);
        }}
        chosenFile={name}
      />
      <ErrorPanel error={error} isCompact />
    </Dialog>
  );
}
