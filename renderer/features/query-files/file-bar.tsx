import { FileWarning } from "lucide-react";
import { useEffect } from "react";
import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { useCommands } from "../../state/commands.ts";
import { useIsUnsaved, useQueryFiles } from "../../state/query-files.ts";
import type { QueryTab } from "../../state/workspace.ts";
import { Button } from "../../ui/controls/button.tsx";
import { visibleName } from "../../ui/display/visible-name.ts";
import { useIsVisible } from "../../ui/frame/slots.tsx";
import { StatusItem } from "../../ui/frame/status-item.tsx";
import "./file-bar.css";
import { useFileStandings } from "./file-standings.ts";
import { useFileActions } from "./use-file-actions.ts";

/** How often the file of the tab on screen is looked at. */
const watchMs = 4_000;

/** Saves the tab, says when its file is no longer what was read, and offers the ways out. */
export function FileBar({ tab }: { readonly tab: QueryTab }) {
  const actions = useFileActions();
  const isVisible = useIsVisible();
  const isUnsaved = useIsUnsaved(tab);
  const standing = useFileStandings((state) => state.standings[tab.id] ?? "same");
  const saveAs = () => useQueryFiles.getState().ask({ kind: "saveAs", tabId: tab.id });
  useWatchedFile(tab, isVisible);
  useCommands(
    [
      { ...listedCommand("query.save"), run: () => void actions.save(tab.id) },
      { ...listedCommand("query.saveAs"), run: saveAs },
    ],
    isVisible,
  );
  if (!tab.file) return null;
  return (
    <>
      {(standing === "changed" || standing === "missing") && (
        <div className="file-bar" role="alert">
          <FileWarning aria-hidden className="file-bar-icon" />
          <span className="grow">
            {standing === "missing"
              ? `${visibleName(tab.file.path)} is not there any more: it was renamed, moved or deleted.`
              : `${visibleName(tab.title)} was changed by another program.${isUnsaved ? " Your changes are not in it." : ""}`}
          </span>
          {standing === "changed" && (
            <Button isSmall onPress={() => void actions.reload(tab.id)}>
              {isUnsaved ? "Take the file's text" : "Read it again"}
            </Button>
          )}
          <Button isSmall onPress={() => void actions.overwrite(tab.id)}>
            {standing === "missing" ? "Save it there again" : "Overwrite the file"}
          </Button>
          <Button isSmall onPress={saveAs}>
            Save as
          </Button>
        </div>
      )}
      <StatusItem side="right">{formatWords(tab)}</StatusItem>
    </>
  );
}

function formatWords({ file }: QueryTab): string {
  return `UTF-8${file?.format.hasBom ? " with BOM" : ""} ${file?.format.lineBreak === "crlf" ? "CRLF" : "LF"}`;
}

/** Looks at the file while the tab is on screen, and when the window is come back to. */
function useWatchedFile({ id, file }: QueryTab, isVisible: boolean): void {
  const bridge = useBridge();
  const path = file?.path;
  const version = file?.version;
  useEffect(() => {
    if (!isVisible || path === undefined || version === undefined) return;
    let isGone = false;
    const look = () => {
      if (document.visibilityState === "hidden") return;
      bridge.request("queryFiles.check", { files: [{ path, version }] }).then(
        ([standing]) => !isGone && standing && useFileStandings.getState().set(id, standing),
        () => undefined, // the line is broken, which the window says; saving looks again
      );
    };
    look();
    const timer = setInterval(look, watchMs);
    window.addEventListener("focus", look);
    return () => {
      isGone = true;
      clearInterval(timer);
      window.removeEventListener("focus", look);
    };
  }, [bridge, id, path, version, isVisible]);
}
