import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Branch } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useBridge } from "../../bridge/use-bridge.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** A database that can be compared: a connection's own, or a branch that it leads to. */
export interface Side {
  readonly ref: DatabaseRef;
  readonly connection: string;
  readonly branch: string | null;
}

/** Everything that can be chosen as a side, by connection. */
export function useSides(): readonly Side[] {
  const bridge = useBridge();
  const connections = useRequest("connections.list", {}).data;
  const projectIds = [...new Set((connections ?? []).flatMap(projectOf))];
  const branches = useQueries({
    queries: projectIds.map((projectId) => ({
      queryKey: ["branches.list", { projectId }],
      queryFn: () => bridge.request("branches.list", { projectId }),
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
  return useMemo(
    () => (connections ?? []).flatMap((connection) => sidesOf(connection, branches)),
    [connections, branches],
  );
}

function projectOf(connection: Connection): readonly string[] {
  const branching = branchingOf(connection);
  return branching ? [branching.projectId] : [];
}

function sidesOf(one: Connection, branches: readonly Branch[]): readonly Side[] {
  const { id } = one;
  const connection = visibleName(one.name);
  const target = branchingOf(one);
  if (target === null) return [{ ref: { connectionId: id }, connection, branch: null }];
  return branches
    .filter(({ projectId, state }) => projectId === target.projectId && state === "ready")
    .map((branch) => ({
      ref: branch.id === target.defaultBranchId ? { connectionId: id } : { connectionId: id, branchId: branch.id },
      connection,
      branch: visibleName(branch.name),
    }));
}
