import type { ObjectAddress } from "../../shared/catalog/object-details.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { objectTabId, type Tab } from "./tabs.ts";

/** An object that was opened, in which connection. It is the same object on every branch. */
export interface RecentObject {
  readonly connectionId: string;
  readonly address: ObjectAddress;
  /** Whether its rows were opened, not its details. */
  readonly isRows: boolean;
}

/** Objects that are remembered, over all connections. */
export const mostRecent = 50;

/** The list after a tab was opened: what it shows stands first. Queries are remembered by the history, diagrams not at all. */
export function withRecent(recent: readonly RecentObject[], tab: Tab): readonly RecentObject[] {
  const opened = recentOf(tab);
  if (!opened) return recent;
  return [opened, ...recent.filter((one) => recentKey(one) !== recentKey(opened))].slice(0, mostRecent);
}

/** What tells remembered objects apart. */
export function recentKey({ connectionId, address, isRows }: RecentObject): string {
  return `${isRows} ${objectTabId({ connectionId }, { ...address, kind: isRows ? "table" : address.kind })}`;
}

/** Those of a connection, the last first. */
export function recentOfConnection(recent: readonly RecentObject[], ref: DatabaseRef): readonly RecentObject[] {
  return recent.filter(({ connectionId }) => connectionId === ref.connectionId);
}

function recentOf(tab: Tab): RecentObject | null {
  const { connectionId } = tab.ref;
  if (tab.kind === "object") return { connectionId, address: tab.address, isRows: false };
  if (tab.kind !== "table") return null;
  const { schema, name } = tab;
  return { connectionId, address: { kind: "table", schema, parent: "", name, identity: "" }, isRows: true };
}
