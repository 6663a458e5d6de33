import type { Branch } from "../../../shared/branches/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { erdTab, objectTabId, tableTabId } from "../../state/tabs.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** The connection through which a branch is opened: the window's own if it leads to the project, else the first. */
export function connectionTo(
  connections: readonly Connection[],
  branch: Branch,
  chosenId: string | null,
): Connection | null {
  const leading = connections.filter((connection) => branchingOf(connection)?.projectId === branch.projectId);
  return leading.find((connection) => connection.id === chosenId) ?? leading[0] ?? null;
}

/** A branch of a connection as a reference: the default branch is the connection's own and has no id. */
export function branchRef(connection: Connection, branch: Branch): DatabaseRef {
  const isOwn = branchingOf(connection)?.defaultBranchId === branch.id;
  return isOwn ? { connectionId: connection.id } : { connectionId: connection.id, branchId: branch.id };
}

/**
 * Moves the window to a branch: the open tab of the connection is shown there, a table as a tab of its own, a query in
 * place with its text.
 */
export function openOnBranch(connections: readonly Connection[], branch: Branch): void {
  const { connectionId, tabs, activeTabId, selectBranch, openTab, updateTab, activateTab, showSection } =
    useWorkspace.getState();
  const connection = connectionTo(connections, branch, connectionId);
  if (!connection) return;
  const ref = branchRef(connection, branch);
  const tab = tabs.find((open) => open.id === activeTabId && open.ref.connectionId === connection.id);
  selectBranch(connection.id, ref.branchId ?? null);
  if (!tab) showSection("browse");
  else if (tab.kind === "table") openTab({ ...tab, ref, id: tableTabId(ref, tab.schema, tab.name, tab.filters) });
  else if (tab.kind === "object") openTab({ ...tab, ref, id: objectTabId(ref, tab.address) });
  else if (tab.kind === "erd") openTab(erdTab(ref, tab.schemas));
  else {
    updateTab(tab.id, { ref });
    activateTab(tab.id);
  }
}
