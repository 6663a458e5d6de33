import { useRequest } from "../../../bridge/use-request.ts";
import { FolderView } from "../../../ui/files/folder-view.tsx";

interface FolderPickerProps {
  /** Null until the first folder is known. */
  readonly folder: string | null;
  readonly onFolder: (path: string) => void;
  readonly onFile: (name: string) => void;
  readonly chosenFile: string | null;
}

/** A folder of the computer that Steward runs on, with its files of rows. */
export function FolderPicker(props: FolderPickerProps) {
  const { data, error } = useRequest("transfer.folder", { path: props.folder }, { staleMs: 0 });
  return <FolderView {...props} listing={data} error={error} empty="No folders and no files of rows here." />;
}
