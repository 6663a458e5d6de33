import { create } from "zustand";
import type { Connection } from "../../../shared/connections/model.ts";
import { useRequest } from "../../bridge/use-request.ts";
import { useWorkspace } from "../../state/workspace.ts";

/** What the Changes section shows. `auto` is the next thing that wants attention. */
export type ChangesSelection =
  | { readonly kind: "auto" }
  | { readonly kind: "request"; readonly id: string }
  | { readonly kind: "migration"; readonly id: string }
  | { readonly kind: "folder" }
  | { readonly kind: "new" }
  | { readonly kind: "policy" }
  | { readonly kind: "ledger" };

interface ChangesView {
  readonly selections: Readonly<Record<string, ChangesSelection>>;
  select(connectionId: string, selection: ChangesSelection): void;
}

/** What is chosen, for each connection. */
export const useChangesView = create<ChangesView>()((set) => ({
  selections: {},
  select: (connectionId, selection) =>
    set(({ selections }) => ({ selections: { ...selections, [connectionId]: selection } })),
}));

const automatic: ChangesSelection = { kind: "auto" };

/** What is chosen on a connection. */
export function useSelection(connectionId: string): ChangesSelection {
  return useChangesView(({ selections }) => selections[connectionId]) ?? automatic;
}

/** The connection whose ledger is shown; undefined while none is chosen or known. */
export function useTargetConnection(): Connection | undefined {
  const id = useWorkspace((workspace) => workspace.connectionId);
  return useRequest("connections.list", {}).data?.find((connection) => connection.id === id);
}

/** The target of a connection's changes in words: its database, on its default branch where it has branches. */
export function useTargetName(connection: Connection): string {
  const { target } = connection;
  const projectId = target.kind === "project" ? target.projectId : "";
  const branches = useRequest("branches.list", { projectId }, { enabled: target.kind === "project" });
  if (target.kind === "server") return `${connection.database} on ${target.host}`;
  const branch = branches.data?.find((candidate) => candidate.id === target.defaultBranchId);
  return `${connection.database} / ${branch?.name ?? target.defaultBranchId}`;
}
