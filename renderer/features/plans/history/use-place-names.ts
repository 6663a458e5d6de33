import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

type Place = Pick<PlanRun, "connectionId" | "branchId">;

/** Says where a plan was made, as seen from `here`: the branch's name, and the connection's where it is another one. */
export function usePlaceNames(here: Place): (place: Place) => string {
  const { data: connections = [] } = useRequest("connections.list", {});
  const connection = connections.find(({ id }) => id === here.connectionId);
  const branching = connection ? branchingOf(connection) : null;
  const projectId = branching?.projectId ?? "none";
  const { data: branches = [] } = useRequest("branches.list", { projectId }, { enabled: branching !== null });
  return ({ connectionId, branchId }) => {
    if (connectionId !== here.connectionId) {
      const other = connections.find(({ id }) => id === connectionId)?.name ?? "a deleted connection";
      return visibleName(branchId === null ? other : `${other}, ${branchId}`);
    }
    const id = branchId ?? branching?.defaultBranchId ?? null;
    if (id === null) return visibleName(connection?.name ?? "this connection");
    return visibleName(branches.find((branch) => branch.id === id)?.name ?? branchId ?? "default branch");
  };
}
