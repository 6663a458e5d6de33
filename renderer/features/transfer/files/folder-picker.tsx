import { FolderSearch } from "lucide-react";
import type { FileQuestion } from "../../../../shared/transfer/files-model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { FolderView } from "../../../ui/files/folder-view.tsx";
import { splitPath } from "./split-path.ts";
import { UploadFile } from "./upload-file.tsx";
import { useNativeDialog } from "./use-native-dialog.ts";

interface FolderPickerProps {
  /** Null until the first folder is known. */
  readonly folder: string | null;
  readonly onFolder: (path: string) => void;
  readonly onFile: (name: string, folder: string) => void;
  readonly chosenFile: string | null;
  /** What is asked for in the dialog of the operating system, where the app has one. */
  readonly purpose: FileQuestion["purpose"];
}

/** A folder of the computer that Steward runs on, with its files of rows. */
export function FolderPicker({ folder, onFolder, onFile, chosenFile, purpose }: FolderPickerProps) {
  const { data, error } = useRequest("transfer.folder", { path: folder }, { staleMs: 0 });
  const take = (chosen: string) => {
    const place = purpose === "folder" ? { folder: chosen, name: null } : splitPath(chosen);
    onFolder(place.folder);
    if (place.name !== null) onFile(place.name, place.folder);
  };
  const native = useNativeDialog({ purpose, folder, name: purpose === "save" ? chosenFile : null }, take);
  return (
    <>
      <FolderView
        folder={folder}
        listing={data}
        error={error}
        onFolder={onFolder}
        onFile={(name) => data && onFile(name, data.path)}
        chosenFile={chosenFile}
        empty="No folders and no files of rows here."
        actions={
          native.isThere && (
            <IconButton label="Choose in a window of the system" icon={FolderSearch} onPress={native.ask} />
          )
        }
      />
      <ErrorPanel error={native.error} isCompact />
      {purpose === "open" && <UploadFile onUploaded={take} />}
    </>
  );
}
