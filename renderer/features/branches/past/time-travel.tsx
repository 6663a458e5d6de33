import { listedCommand } from "../../../../shared/commands/command-list.ts";
import { useCommands } from "../../../state/commands.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { usePastAsking } from "./past-asking.ts";
import { PastDialog } from "./past-dialog.tsx";
import { useClosedPast } from "./use-closed-past.ts";
import { useTabBranch } from "./use-tab-branch.ts";

/** Reading what is shown as of an earlier moment, and taking away what was made for that. */
export function TimeTravel() {
  const tab = useWorkspace(({ tabs, activeTabId }) => tabs.find(({ id }) => id === activeTabId));
  const place = useTabBranch(tab);
  const { isAsking, ask, putAway } = usePastAsking();
  const canAsk = place !== null && tab !== undefined && tab.kind !== "comparison";
  useCommands([{ ...listedCommand("branches.readPast"), run: ask }], canAsk);
  useClosedPast(place);
  return isAsking && canAsk ? <PastDialog tab={tab} place={place} onClose={putAway} /> : null;
}
