import { FileCode2, FileX2, FolderCog, FolderOpen } from "lucide-react";
import type { QueryPlaces } from "../../../shared/query-files/model.ts";
import { asAppError, useRequest } from "../../bridge/use-request.ts";
import { useIsUnsaved, useQueryFiles } from "../../state/query-files.ts";
import { showToast } from "../../state/toasts.ts";
import { type Tab, useWorkspace } from "../../state/workspace.ts";
import { IconButton } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../ui/feedback/error-panel.tsx";
import { SidebarItem, SidebarLabel } from "../../ui/frame/section.tsx";
import "./files-section.css";
import { useFileActions } from "./use-file-actions.ts";

/** Recent files that the sidebar lists at most. */
const shownRecent = 8;

/** The files of SQL in the Query sidebar: the folder of favourites, and what was used lately. `text` narrows both. */
export function FilesSection({ text }: { readonly text: string }) {
  const { data, error } = useRequest("queryFiles.places", {}, { staleMs: 5_000 });
  const { ask } = useQueryFiles.getState();
  return (
    <section className="query-files" aria-label="Files">
      <div className="query-files-head">
        <SidebarLabel>Files</SidebarLabel>
        <IconButton
          label="Open a query file"
          command="query.open"
          icon={FolderOpen}
          isSmall
          onPress={() => ask({ kind: "open" })}
        />
        <IconButton label="Folder of favourites" icon={FolderCog} isSmall onPress={() => ask({ kind: "favourites" })} />
      </div>
      <ErrorPanel error={error} isCompact />
      {data && <Places places={data} text={text} />}
    </section>
  );
}

function Places({ places, text }: { readonly places: QueryPlaces; readonly text: string }) {
  const { favourites, recent } = places;
  const fits = (name: string) => name.toLowerCase().includes(text);
  const files =
    favourites.kind === "folder"
      ? favourites.listing.entries.filter(({ kind, name }) => kind === "file" && fits(name))
      : [];
  const favouritePaths = new Set(files.map(({ path }) => path));
  const others = recent.filter(({ path, name }) => fits(name) && !favouritePaths.has(path)).slice(0, shownRecent);
  return (
    <>
      {favourites.kind === "unreadable" && (
        <p className="query-files-none" title={favourites.error.message}>
          The folder of favourites cannot be read.
        </p>
      )}
      {files.map(({ path, name }) => (
        <FileItem key={path} path={path} name={name} hint="favourite" isThere />
      ))}
      {others.map(({ path, name, isThere }) => (
        <FileItem key={path} path={path} name={name} hint={isThere ? undefined : "gone"} isThere={isThere} />
      ))}
      {files.length + others.length === 0 && favourites.kind !== "unreadable" && (
        <p className="query-files-none">{text === "" ? "No file was opened or saved yet." : "No file is called so."}</p>
      )}
    </>
  );
}

interface FileItemProps {
  readonly path: string;
  readonly name: string;
  readonly hint: string | undefined;
  readonly isThere: boolean;
}

function FileItem({ path, name, hint, isThere }: FileItemProps) {
  const { open } = useFileActions();
  const tab = useWorkspace(({ tabs }) => tabs.find((one) => one.kind === "query" && one.file?.path === path));
  const activeId = useWorkspace((state) => state.activeTabId);
  const show = () =>
    open(path).catch((error: unknown) => {
      const { message, hint: advice } = asAppError(error);
      showToast({ tone: "error", text: advice === undefined ? message : `${message} ${advice}` });
    });
  return (
    <SidebarItem
      icon={isThere ? FileCode2 : FileX2}
      label={
        <>
          {visibleName(name)}
          {tab && <UnsavedWord tab={tab} />}
        </>
      }
      hint={hint}
      title={visibleName(path)}
      isSelected={tab !== undefined && tab.id === activeId}
      onPress={() => void show()}
    />
  );
}

/** Only for tabs, because whether one is saved is asked of its draft. */
function UnsavedWord({ tab }: { readonly tab: Tab }) {
  return useIsUnsaved(tab) ? <span className="muted">, not saved</span> : null;
}
