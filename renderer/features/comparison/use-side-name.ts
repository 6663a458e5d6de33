import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { visibleName } from "../../ui/display/visible-name.ts";

/** How one side of a comparison is called: its connection, and its branch where it has one. */
export interface SideName {
  readonly connection: string;
  readonly branch: string | null;
  /** The shorter of both that says which one is meant. */
  readonly short: string;
  /** Its compute does not run: reading starts it. */
  readonly isSuspended: boolean;
}

/** Both sides of a comparison, by name. */
export interface SideNames {
  readonly from: SideName;
  readonly to: SideName;
}

/** The names of a database, as far as they are known; what is gone keeps its id. */
export function useSideName(ref: DatabaseRef): SideName {
  const connections = useRequest("connections.list", {}).data;
  const connection = connections?.find(({ id }) => id === ref.connectionId);
  const target = connection ? branchingOf(connection) : null;
  const branches = useRequest(
    "branches.list",
    { projectId: target?.projectId ?? "" },
    { enabled: target !== null },
  ).data;
  const branchId = ref.branchId ?? target?.defaultBranchId;
  const branch = branches?.find(({ id }) => id === branchId);
  const name = visibleName(connection?.name ?? ref.connectionId);
  const branchName = target ? visibleName(branch?.name ?? branchId ?? "") : null;
  return {
    connection: name,
    branch: branchName,
    short: branchName ?? name,
    isSuspended: branch?.compute === "suspended",
  };
}

/** That reading starts a compute is said before. */
export function wakeNote({ from, to }: SideNames): string {
  const asleep = [from, to].filter(({ isSuspended }) => isSuspended).map(({ short }) => short);
  return asleep.length === 0 ? "" : `This starts the suspended compute of ${asleep.join(" and ")}.`;
}
