import { create } from "zustand";
import type { QueryOrderId } from "../../../shared/queries/orders.ts";
import type { QueryScope } from "./rules/choose-queries.ts";

/** A statement that is chosen: its number, and the database of one of its entries. */
export interface ChosenQuery {
  readonly queryId: string;
  readonly database: string;
}

interface QueriesView {
  /** Statements of which kind are listed. */
  readonly scope: QueryScope;
  readonly order: QueryOrderId;
  readonly text: string;
  /** Null is the connection's own database, "" all of the server. */
  readonly database: string | null;
  /** Null is all roles. */
  readonly user: string | null;
  /** The snapshot to count from: null since the counting began, undefined what `defaultStart` says. */
  readonly from: string | null | undefined;
  /** The snapshot to count to; null is the newest. */
  readonly to: string | null;
  readonly chosen: ChosenQuery | null;
  /** The connection's branch that all of this is about. */
  readonly place: string;
  /** When the page last took a snapshot by itself (ms since 1970), by place. */
  readonly takenAtMs: Readonly<Record<string, number>>;
  readonly change: (change: Partial<Omit<QueriesView, "change" | "place">>) => void;
  /** Another place begins with nothing chosen. */
  readonly goTo: (place: string) => void;
}

const nothingChosen = { text: "", database: null, user: null, from: undefined, to: null, chosen: null } as const;

/** What the page of slow queries shows; its sidebar chooses a part of it. */
export const useQueriesView = create<QueriesView>()((set) => ({
  scope: "application",
  order: "total",
  ...nothingChosen,
  place: "",
  takenAtMs: {},
  change: (change) => set(change),
  goTo: (place) => set((view) => (view.place === place ? {} : { place, ...nothingChosen })),
}));
