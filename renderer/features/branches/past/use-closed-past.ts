import { useEffect, useRef } from "react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import { type Tab, useWorkspace } from "../../../state/workspace.ts";
import { branchRef } from "../open-on-branch.ts";
import type { TabPlace } from "./use-tab-branch.ts";

/** Tells main when the last tab of this window on a branch of the past is closed, and takes the window back from there. */
export function useClosedPast(place: TabPlace | null): void {
  const bridge = useBridge();
  /** The place of each branch of the past, as it was seen last. */
  const seen = useRef(new Map<string, TabPlace>());
  if (place)
    for (const branch of place.branches)
      if (branch.purpose === "past") seen.current.set(branch.id, { ...place, branch });
  useEffect(
    () =>
      useWorkspace.subscribe(({ tabs }, before) => {
        if (tabs === before.tabs) return;
        for (const id of idsLeft(tabs, before.tabs)) {
          const past = seen.current.get(id);
          if (!past) continue;
          seen.current.delete(id);
          leave(past);
          bridge.request("branches.closePast", { projectId: past.project.id, branchId: id }).catch((error: unknown) => {
            const { message, hint } = asAppError(error);
            showToast({ tone: "error", text: hint === undefined ? message : `${message} ${hint}` });
          });
        }
      }),
    [bridge],
  );
}

function idsLeft(tabs: readonly Tab[], before: readonly Tab[]): readonly string[] {
  const still = new Set(tabs.map(({ ref }) => ref.branchId));
  return [...new Set(before.flatMap(({ ref }) => ref.branchId ?? []))].filter((id) => !still.has(id));
}

/** The window goes back to the branch whose past it was, and a tab of what is deleted is not opened again. */
function leave({ connection, branch, branches }: TabPlace): void {
  const { branchByConnection, closedTabs, selectBranch } = useWorkspace.getState();
  useWorkspace.setState({ closedTabs: closedTabs.filter(({ ref }) => ref.branchId !== branch.id) });
  if (branchByConnection[connection.id] !== branch.id) return;
  const parent: Branch | undefined = branches.find(({ id }) => id === branch.parentId);
  selectBranch(connection.id, parent ? (branchRef(connection, parent).branchId ?? null) : null);
}
