import { useRequest } from "../../bridge/use-request.ts";
import { FolderView } from "../../ui/files/folder-view.tsx";

interface QueryFolderProps {
  /** Null until the first folder is known. */
  readonly folder: string | null;
  readonly onFolder: (path: string) => void;
  readonly onFile: (name: string) => void;
  readonly chosenFile: string | null;
}

/** A folder of the computer that Steward runs on, with its files of SQL. */
export function QueryFolder(props: QueryFolderProps) {
  const { data, error } = useRequest("queryFiles.folder", { path: props.folder }, { staleMs: 0 });
  return <FolderView {...props} listing={data} error={error} empty="No folders and no .sql files here." />;
}

/** A file's path out of its folder's, which says by itself how paths are written there. */
export function pathIn(folder: string, name: string): string {
  const separator = folder.includes("\\") ? "\\" : "/";
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
}
