import type { Branch } from "../../../../shared/branches/model.ts";
import { branchingOf } from "../../../../shared/connections/branching-of.ts";
import type { Connection } from "../../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useStagedEdits } from "../../../state/edits/staged-edits.ts";
import { tabTitle } from "../../../state/tabs.ts";
import { type Tab, useWorkspace } from "../../../state/workspace.ts";
import { childrenOf } from "../rules/branch-actions.ts";
import type { BlastFacts } from "./blast-radius.ts";

/** What a destructive action on `branch` meets; wakes nothing. */
export function useBlastFacts(branch: Branch, branches: readonly Branch[]): BlastFacts {
  const { projectId, id: branchId } = branch;
  const databases = useRequest("branches.databases", { projectId, branchId }).data ?? null;
  const tabs = useTabsOn(branch);
  const connections = useRequest("connections.list", {}).data ?? [];
  const staged = useStagedEdits((state) => state.tables);
  const stagedRows = Object.entries(staged)
    .filter(([key]) => leadsTo(refOfStaged(key), branch, connections))
    .reduce((sum, [, { edits }]) => sum + edits.rows.size + edits.inserted.length, 0);
  return {
    databases,
    openTabs: tabs.map(tabTitle),
    stagedRows,
    children: childrenOf(branch, branches),
    parent: branches.find(({ id }) => id === branch.parentId) ?? null,
  };
}

/** This window's tabs that lead to `branch`. */
export function useTabsOn(branch: Branch): readonly Tab[] {
  const connections = useRequest("connections.list", {}).data ?? [];
  return useWorkspace((workspace) => workspace.tabs).filter((tab) => leadsTo(tab.ref, branch, connections));
}

/** The same, outside of a component. */
export function tabsOn(branch: Branch, connections: readonly Connection[]): readonly Tab[] {
  return useWorkspace.getState().tabs.filter((tab) => leadsTo(tab.ref, branch, connections));
}

/** A reference without a branch means the connection's own. */
function leadsTo(ref: DatabaseRef, branch: Branch, connections: readonly Connection[]): boolean {
  if (ref.branchId !== undefined) return ref.branchId === branch.id;
  const connection = connections.find(({ id }) => id === ref.connectionId);
  const branching = connection ? branchingOf(connection) : null;
  return branching?.projectId === branch.projectId && branching.defaultBranchId === branch.id;
}

/** The other way of `stagedTableKey`. */
function refOfStaged(key: string): DatabaseRef {
  const [connectionId, branchId] = JSON.parse(key) as readonly [string, string | null]; // what stagedTableKey writes
  return branchId === null ? { connectionId } : { connectionId, branchId };
}
