import { ArrowUp, FileText, Folder } from "lucide-react";
import { useEffect, useState } from "react";
import { useRequest } from "../../../bridge/use-request.ts";
import { IconButton } from "../../../ui/controls/button.tsx";
import { TextField } from "../../../ui/controls/text-field.tsx";
import { formatBytes } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import "./folder-picker.css";

interface FolderPickerProps {
  /** Null until the first folder is known. */
  readonly folder: string | null;
  readonly onFolder: (path: string) => void;
  readonly onFile: (name: string) => void;
  readonly chosenFile: string | null;
}

/** A folder of the computer that Steward runs on, with its files of rows. */
export function FolderPicker({ folder, onFolder, onFile, chosenFile }: FolderPickerProps) {
  const listing = useRequest("transfer.folder", { path: folder }, { staleMs: 0 });
  const [typed, setTyped] = useState(folder ?? "");
  const path = listing.data?.path;
  useEffect(() => {
    if (path === undefined) return;
    setTyped(path);
    if (folder === null) onFolder(path);
  }, [path, folder, onFolder]);
  const parent = listing.data?.parent ?? null;
  return (
    <div className="folder-picker">
      <div className="folder-picker-head">
        <form
          className="grow"
          onSubmit={(event) => {
            event.preventDefault();
            onFolder(typed);
          }}
        >
          <TextField label="Folder" value={typed} onChange={setTyped} isMono />
        </form>
        <IconButton
          label="Up to the folder above"
          icon={ArrowUp}
          isDisabled={parent === null}
          onPress={() => parent !== null && onFolder(parent)}
        />
      </div>
      <div className="folder-picker-list">
        {listing.error ? (
          <ErrorPanel error={listing.error} isCompact />
        ) : !listing.data ? (
          <Skeleton lines={4} />
        ) : listing.data.entries.length === 0 ? (
          <p className="folder-picker-empty">No folders and no files of rows here.</p>
        ) : (
          <ul aria-label="Folder contents">
            {listing.data.entries.map((entry) => {
              const Icon = entry.kind === "folder" ? Folder : FileText;
              return (
                <li key={entry.path}>
                  <button
                    type="button"
                    className="folder-picker-entry"
                    aria-current={entry.kind === "file" && entry.name === chosenFile}
                    onClick={() => (entry.kind === "folder" ? onFolder(entry.path) : onFile(entry.name))}
                  >
                    <Icon aria-hidden className="folder-picker-icon" />
                    <span className="grow cut">{visibleName(entry.name)}</span>
                    {entry.kind === "file" && <span className="muted">{formatBytes(entry.sizeBytes)}</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
      {listing.data?.isTruncated && <p className="muted">Only the first 1,000 entries are listed.</p>}
    </div>
  );
}
