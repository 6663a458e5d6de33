import { useEffect } from "react";
import type { Branch } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import { shownEnvironmentOf } from "../../../shared/connections/environment-of.ts";
import type { Connection, Environment } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useDatabaseRef, useWorkspace } from "../../state/workspace.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** The chosen database, as the frame says it. */
export interface ShownDatabase {
  readonly connections: readonly Connection[] | undefined;
  readonly connection: Connection | null;
  readonly environment: Environment | null;
  /** Null for a plain server, or while branches are not known. */
  readonly branch: Branch | null;
  readonly title: string;
}

/** Follows the chosen connection and branch; chooses the first connection when none is. */
export function useDatabase(): ShownDatabase {
  const ref = useDatabaseRef();
  const selectConnection = useWorkspace((state) => state.selectConnection);
  const { data: connections, isFetching } = useRequest("connections.list", {});
  const connection = connections?.find(({ id }) => id === ref?.connectionId) ?? null;
  const firstId = connections?.[0]?.id;
  // One that was just added is chosen before the list with it has arrived.
  const isLost = connections !== undefined && connection === null && !isFetching;
  useEffect(() => {
    if (isLost && firstId) selectConnection(firstId);
  }, [isLost, firstId, selectConnection]);
  const branching = connection ? branchingOf(connection) : null;
  const branches = useRequest(
    "branches.list",
    { projectId: branching?.projectId ?? "none" },
    { enabled: branching !== null },
  );
  const branchId = ref?.branchId ?? branching?.defaultBranchId ?? null;
  const branch = branches.data?.find(({ id }) => id === branchId) ?? null;
  const names = [connection?.name, branch?.name].filter((name) => name !== undefined);
  return {
    connections,
    connection,
    environment: connection ? shownEnvironmentOf(connection, ref?.branchId, branches.data) : null,
    branch,
    title: [...names.map((name) => visibleName(name)), "Steward"].join(" · "),
  };
}
