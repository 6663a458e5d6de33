import { useState } from "react";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { isQueryFile, queryFileName } from "../../../shared/query-files/model.ts";
import { asAppError } from "../../bridge/use-request.ts";
import { useQueryFiles } from "../../state/query-files.ts";
import type { QueryTab } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { TextField } from "../../ui/controls/text-field.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { Dialog } from "../../ui/overlays/dialog.tsx";
import { pathIn, QueryFolder } from "./query-folder.tsx";
import { useFileActions } from "./use-file-actions.ts";

/** Asks where a query is to be saved; a file that is there already is replaced only when that is said. */
export function SaveFileDialog({ tab }: { readonly tab: QueryTab }) {
  const { saveTo } = useFileActions();
  const [folder, setFolder] = useState<string | null>(tab.file ? folderOf(tab.file.path) : null);
  const [name, setName] = useState(queryFileName(tab.title));
  const [taken, setTaken] = useState<string | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const close = () => useQueryFiles.getState().ask(null);
  const fileName = /\.sql$/i.test(name) ? name : `${name}.sql`;
  const isUsable = isQueryFile(fileName) && !/[/\\]/.test(name) && name.trim() !== "";
  const save = async () => {
    if (folder === null || !isUsable) return;
    setError(null);
    try {
      const kind = await saveTo(tab.id, pathIn(folder, fileName), taken === fileName);
      if (kind === "exists") return setTaken(fileName);
      close();
    } catch (failure) {
      setError(asAppError(failure));
    }
  };
  const isReplacing = taken === fileName;
  return (
    <Dialog
      title={`Save ${visibleName(tab.title)}`}
      isOpen
      onClose={close}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button
            variant={isReplacing ? "danger" : "primary"}
            isDisabled={folder === null || !isUsable}
            onPress={() => void save()}
          >
            {isReplacing ? "Replace it" : "Save"}
          </Button>
        </>
      }
    >
      <QueryFolder
        folder={folder}
        onFolder={(path) => {
          setFolder(path);
          setTaken(null);
        }}
        onFile={(chosen) => setName(chosen)}
        chosenFile={fileName}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          isMono
          error={isUsable || name === "" ? null : "A name without slashes that does not begin with a dot."}
          description={isReplacing ? undefined : "A query in UTF-8; .sql is added where it is missing."}
        />
      </form>
      {isReplacing && (
        <p className="file-taken" role="alert">
          There is a file {visibleName(fileName)} already. Replacing it loses what it holds.
        </p>
      )}
      <ErrorPanel error={error} isCompact />
    </Dialog>
  );
}

function folderOf(path: string): string {
  return path.replace(/[/\\][^/\\]*$/, "") || "/";
}
