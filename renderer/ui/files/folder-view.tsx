import { ArrowUp, FileText, Folder } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { FolderListing } from "../../../shared/files/folder-listing.ts";
import type { AppError } from "../../../shared/ipc/app-error.ts";
import { IconButton } from "../controls/button.tsx";
import { TextField } from "../controls/text-field.tsx";
import { formatBytes } from "../display/format.ts";
import { visibleName } from "../display/visible-name.ts";
import { ErrorPanel } from "../feedback/error-panel.tsx";
import { Skeleton } from "../feedback/skeleton.tsx";
import "./folder-view.css";

interface FolderViewProps {
  /** Null until the first folder is known. */
  readonly folder: string | null;
  /** What is in the folder; undefined while it is read. */
  readonly listing: FolderListing | undefined;
  readonly error: AppError | null;
  readonly onFolder: (path: string) => void;
  readonly onFile: (name: string) => void;
  readonly chosenFile: string | null;
  /** What stands where nothing is. */
  readonly empty: string;
  /** Beside the button that goes up. */
  readonly actions?: ReactNode;
}

/** A folder of the computer that Steward runs on, to go through and to choose a file in. */
export function FolderView({ folder, listing, error, onFolder, onFile, chosenFile, empty, actions }: FolderViewProps) {
  // Null as long as nobody typed: a listing that arrives meanwhile must not take what was typed.
  const [typed, setTyped] = useState<string | null>(null);
  const path = listing?.path;
  useEffect(() => {
    if (path !== undefined && folder === null) onFolder(path);
  }, [path, folder, onFolder]);
  const value = typed ?? path ?? folder ?? "";
  const goTo = (to: string) => {
    setTyped(null);
    onFolder(to);
  };
  const parent = listing?.parent ?? null;
  return (
    <div className="folder-picker">
      <div className="folder-picker-head">
        <form
          className="grow"
          onSubmit={(event) => {
            event.preventDefault();
            goTo(value);
          }}
        >
          <TextField label="Folder" value={value} onChange={setTyped} isMono />
        </form>
        <IconButton
          label="Up to the folder above"
          icon={ArrowUp}
          isDisabled={parent === null}
          onPress={() => parent !== null && goTo(parent)}
        />
        {actions}
      </div>
      <div className="folder-picker-list">
        {error ? (
          <ErrorPanel error={error} isCompact />
        ) : !listing ? (
          <Skeleton lines={4} />
        ) : listing.entries.length === 0 ? (
          <p className="folder-picker-empty">{empty}</p>
        ) : (
          <ul aria-label="Folder contents">
            {listing.entries.map((entry) => {
              const Icon = entry.kind === "folder" ? Folder : FileText;
              return (
                <li key={entry.path}>
                  <button
                    type="button"
                    className="folder-picker-entry"
                    aria-current={entry.kind === "file" && entry.name === chosenFile}
                    onClick={() => (entry.kind === "folder" ? goTo(entry.path) : onFile(entry.name))}
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
      {listing?.isTruncated && <p className="muted">Only the first 1,000 entries are listed.</p>}
    </div>
  );
}
