import type { ChangeRequestSummary, FolderMigration } from "../../../shared/changes/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { type ChangesSelection, useSelection } from "./changes-view.ts";
import { groupRequests } from "./rules/group-requests.ts";
import { useRole } from "./use-role.ts";

/**
 * What is shown: the choice, or what wants attention most while nothing was chosen. `auto` while that is not known yet,
 * or when there is nothing.
 */
export function useShownSelection(connectionId: string): ChangesSelection {
  const selection = useSelection(connectionId);
  const requests = useRequest("changes.list", { connectionId });
  const folder = useRequest("changes.folder", { connectionId });
  const { role } = useRole(connectionId);
  const isKnown = requests.data !== undefined && !folder.isPending && role !== null;
  if (selection.kind !== "auto" || !isKnown) return selection;
  return chooseNext(requests.data, folder.data?.migrations ?? [], role);
}

/** A request that is stuck, waits for this role, or is approved; else the first pending migration. */
export function chooseNext(
  requests: readonly ChangeRequestSummary[],
  migrations: readonly FolderMigration[],
  role: string | null,
): ChangesSelection {
  const groups = groupRequests(requests, role);
  const urgent = groups.find((group) => ["stopped", "waiting", "approved", "inReview"].includes(group.key))
    ?.requests[0];
  if (urgent) return { kind: "request", id: urgent.id };
  const pending = migrations.find((migration) => migration.state === "pending");
  if (pending) return { kind: "migration", id: pending.id };
  const last = groups[0]?.requests[0];
  return last ? { kind: "request", id: last.id } : { kind: "auto" };
}
