import type { TrendPoint } from "../../../shared/queries/contract.ts";
import type { EntryFilter } from "../../../shared/queries/interval/group-queries.ts";
import { subtractSnapshots } from "../../../shared/queries/interval/subtract-snapshots.ts";
import type { QuerySnapshot } from "../../../shared/queries/model.ts";

/** Of one statement: which entries are meant. */
export interface TrendedQuery {
  readonly queryId: string;
  readonly filter: EntryFilter;
}

/** Keeps of a snapshot only what a trend needs. */
export function onlyQuery(snapshot: QuerySnapshot, { queryId, filter }: TrendedQuery): QuerySnapshot {
  const queries = snapshot.queries.filter(
    (query) =>
      query.queryId === queryId &&
      (filter.database === null || query.database === filter.database) &&
      (filter.user === null || query.user === filter.user),
  );
  return { ...snapshot, queries };
}

/** What a statement did between each two neighbours of snapshots, oldest first, that hold only its entries. */
export function trendOf(snapshots: readonly QuerySnapshot[]): readonly TrendPoint[] {
  return snapshots.flatMap((to, index): readonly TrendPoint[] => {
    const from = snapshots[index - 1];
    if (!from) return [];
    const { queries, seconds } = subtractSnapshots(from, to);
    const sum = (name: "calls" | "execMs" | "sharedHit" | "sharedRead") =>
      queries.reduce((all, { counters }) => all + (counters[name] ?? 0), 0);
    const calls = sum("calls");
    return [
      {
        at: to.at,
        seconds,
        calls,
        meanMs: calls === 0 ? null : sum("execMs") / calls,
        blocksPerCall: calls === 0 ? null : (sum("sharedHit") + sum("sharedRead")) / calls,
      },
    ];
  });
}
