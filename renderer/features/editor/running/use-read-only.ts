import { useCallback } from "react";
import { useRequest } from "../../../bridge/use-request.ts";
import { useAskedUnlock } from "../../../state/asked-unlock.ts";
import { environmentOf } from "../../../state/environment.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { useQueryRun, useQueryRuns } from "./query-runs.ts";

/** Whether the tab's session refuses to write, and whether that can be changed here. */
export interface ReadOnlyState {
  readonly isReadOnly: boolean;
  /** Production that is locked: only a reason opens it. */
  readonly isLocked: boolean;
  /** Changes it, or asks for the reason. */
  readonly toggle: () => void;
}

/** Production is read-only unless it is unlocked, which main decides in the end; other databases begin read-only unless they are for development. */
export function useReadOnly(tab: QueryTab): ReadOnlyState {
  const { data } = useRequest("connections.list", {});
  const connection = data?.find((one) => one.id === tab.ref.connectionId);
  const environment = connection ? environmentOf(connection, tab.ref.branchId) : "production";
  const chosen = useQueryRun(tab.id).isReadOnly;
  const unlocks = useRequest("sessions.unlocks", {}).data;
  const isUnlocked = unlocks?.some(({ connectionId }) => connectionId === tab.ref.connectionId) ?? false;
  const isLocked = environment === "production" && !isUnlocked;
  const isReadOnly = isLocked || (chosen ?? environment === "staging");
  const toggle = useCallback(() => {
    if (isLocked) useAskedUnlock.getState().ask(tab.ref);
    else useQueryRuns.getState().update(tab.id, { isReadOnly: !isReadOnly });
  }, [tab.id, tab.ref, isLocked, isReadOnly]);
  return { isReadOnly, isLocked, toggle };
}
