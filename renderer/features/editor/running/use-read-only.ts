import { useCallback } from "react";
import { useRequest } from "../../../bridge/use-request.ts";
import { environmentOf } from "../../../state/environment.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { useQueryRun, useQueryRuns } from "./query-runs.ts";

/** Whether the tab's session refuses to write, and whether that can be changed here. */
export interface ReadOnlyState {
  readonly isReadOnly: boolean;
  /** Production: always read-only. */
  readonly isFixed: boolean;
  readonly toggle: () => void;
}

/** Production is read-only for good; other databases begin read-only unless they are for development. */
export function useReadOnly(tab: QueryTab): ReadOnlyState {
  const { data } = useRequest("connections.list", {});
  const connection = data?.find((one) => one.id === tab.ref.connectionId);
  const environment = connection ? environmentOf(connection, tab.ref.branchId) : "production";
  const chosen = useQueryRun(tab.id).isReadOnly;
  const isFixed = environment === "production";
  const isReadOnly = isFixed || (chosen ?? environment === "staging");
  const toggle = useCallback(
    () => useQueryRuns.getState().update(tab.id, { isReadOnly: !isReadOnly }),
    [tab.id, isReadOnly],
  );
  return { isReadOnly, isFixed, toggle };
}
