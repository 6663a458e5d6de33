import type { QueryFigures } from "./interval/group-queries.ts";
import type { CounterName } from "./model.ts";

/** A figure to sort by, largest first; null stands last. */
export interface QueryOrder {
  readonly id: string;
  readonly value: (figures: QueryFigures) => number | null;
}

const counter =
  (name: CounterName) =>
  ({ counters }: QueryFigures): number | null =>
    counters[name];

/** What a list of statements can be ordered by. */
export const queryOrders = [
  { id: "total", value: counter("execMs") },
  { id: "mean", value: ({ meanMs }) => meanMs },
  { id: "calls", value: counter("calls") },
  { id: "rows", value: counter("rows") },
  { id: "rows-per-call", value: ({ rowsPerCall }) => rowsPerCall },
  { id: "spread", value: ({ meanMs, stddevMs }) => (meanMs === 0 ? 0 : stddevMs / meanMs) },
  { id: "read", value: counter("sharedRead") },
  { id: "hit", value: counter("sharedHit") },
  { id: "temp", value: counter("tempWritten") },
  { id: "wal", value: counter("walBytes") },
  { id: "planning", value: counter("planMs") },
  { id: "jit", value: counter("jitMs") },
] as const satisfies readonly QueryOrder[];

/** One of the orders above. */
export type QueryOrderId = (typeof queryOrders)[number]["id"];

/** A sorted copy; equal ones stay as they were. */
export function orderQueries<Query extends { readonly figures: QueryFigures }>(
  queries: readonly Query[],
  id: QueryOrderId,
): readonly Query[] {
  const value = queryOrders.find((order) => order.id === id)?.value ?? (() => null);
  return queries.toSorted(({ figures: a }, { figures: b }) => (value(b) ?? -1) - (value(a) ?? -1));
}
