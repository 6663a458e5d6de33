import { listedCommand } from "../../../shared/commands/command-list.ts";
import { useCommands } from "../../state/commands.ts";
import { useQueryFiles } from "../../state/query-files.ts";
import { currentRef, useWorkspace } from "../../state/workspace.ts";
import { CloseQuestion } from "./close-question.tsx";
import { FavouritesDialog } from "./favourites-dialog.tsx";
import { OpenFileDialog } from "./open-file-dialog.tsx";
import { SaveFileDialog } from "./save-file-dialog.tsx";

/** The dialog about files that somebody asked for. */
export function FileDialogs() {
  const asked = useQueryFiles((state) => state.asked);
  const tabs = useWorkspace((state) => state.tabs);
  useCommands([
    {
      ...listedCommand("query.open"),
      run: () => useQueryFiles.getState().ask({ kind: "open" }),
      isEnabled: () => currentRef() !== null,
    },
  ]);
  if (asked === null) return null;
  if (asked.kind === "open") return <OpenFileDialog />;
  if (asked.kind === "favourites") return <FavouritesDialog />;
  const tab = tabs.find(({ id }) => id === asked.tabId);
  if (tab?.kind !== "query") return null;
  if (asked.kind === "close") return <CloseQuestion tab={tab} />;
  return <SaveFileDialog key={tab.id} tab={tab} />;
}
