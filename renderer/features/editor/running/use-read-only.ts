import { useCallback } from "react";
import type { Environment } from "../../../../shared/connections/model.ts";
import { useEnvironment } from "../../../bridge/use-environment.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useAskedUnlock } from "../../../state/asked-unlock.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { useQueryRun, useQueryRuns } from "./query-runs.ts";

/** Whether the tab's session refuses to write, and whether that can be changed here. */
export interface ReadOnlyState {
  readonly isReadOnly: boolean;
  /** A locked environment, as production always is: only a reason opens it. */
  readonly isLocked: boolean;
  readonly environment: Environment;
  /** Changes it, or asks for the reason. */
  readonly toggle: () => void;
}

/** A locked environment is read-only unless it is unlocked, which main decides in the end; a careful one begins read-only. */
export function useReadOnly(tab: QueryTab): ReadOnlyState {
  const { environment, guard } = useEnvironment(tab.ref);
  const chosen = useQueryRun(tab.id).isReadOnly;
  const unlocks = useRequest("sessions.unlocks", {}).data;
  const isUnlocked = unlocks?.some(({ connectionId }) => connectionId === tab.ref.connectionId) ?? false;
  const isLocked = guard === "locked" && !isUnlocked;
  const isReadOnly = isLocked || (chosen ?? guard === "careful");
  const toggle = useCallback(() => {
    if (isLocked) useAskedUnlock.getState().ask(tab.ref);
    else useQueryRuns.getState().update(tab.id, { isReadOnly: !isReadOnly });
  }, [tab.id, tab.ref, isLocked, isReadOnly]);
  return { isReadOnly, isLocked, environment, toggle };
}
