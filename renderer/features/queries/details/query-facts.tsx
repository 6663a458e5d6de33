import type { QueryDetails } from "../../../../shared/queries/contract.ts";
import type { QueryChange } from "../../../../shared/queries/interval/subtract-snapshots.ts";
import { formatBytes, formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import type { KeyValue } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";

const blockBytes = 8192;
const budgetWords = {
  simple: "a lookup",
  joins: "a join",
  aggregates: "an aggregation",
  bulk: "a bulk write",
} as const;

/** Figures of a statement in words; what the server does not count is left out, not shown as 0. */
export function figureFacts({ figures, budget }: QueryDetails): readonly KeyValue[] {
  const { counters, meanMs, stddevMs, minMs, maxMs, rowsPerCall, share, isPartial } = figures;
  const fact = (key: string, value: string | null) => (value === null ? [] : [{ key, value }]);
  const count = (value: number | null) => (value === null ? null : formatCount(value));
  const blocks = (value: number | null) => (value === null || value === 0 ? null : formatBytes(value * blockBytes));
  const ms = (value: number | null) => (value === null || value === 0 ? null : formatMs(value));
  const { sharedHit, sharedRead } = counters;
  const all = (sharedHit ?? 0) + (sharedRead ?? 0);
  return [
    ...fact("Time", counters.execMs === null ? null : `${formatMs(counters.execMs)}, ${formatPercent(share)} of all`),
    ...fact("Calls", count(counters.calls)),
    ...fact("Mean", `${formatMs(meanMs)} ± ${formatMs(stddevMs)}`),
    ...fact("Target", budget === null ? null : `${formatMs(budget.targetMs)} for ${budgetWords[budget.name]}`),
    ...fact("Least, longest", `${formatMs(minMs)}, ${formatMs(maxMs)} (since counted)`),
    ...fact(
      "Rows",
      counters.rows === null ? null : `${formatCount(counters.rows)}, ${rowsPerCall.toFixed(1)} per call`,
    ),
    ...fact("Planning", ms(counters.planMs)),
    ...fact("Blocks hit", blocks(sharedHit)),
    ...fact("Blocks read", blocks(sharedRead)),
    ...fact("Found in cache", all === 0 || sharedHit === null ? null : formatPercent(sharedHit / all)),
    ...fact("Reading took", ms(counters.readMs)),
    ...fact("Writing took", ms(counters.writeMs)),
    ...fact("Blocks dirtied", blocks(counters.sharedDirtied)),
    ...fact("Temporary files", blocks(counters.tempWritten)),
    ...fact("Log written", counters.walBytes ? formatBytes(counters.walBytes) : null),
    ...fact("Compiling (JIT)", ms(counters.jitMs)),
    ...fact("Counted", isPartial ? "in part: its counters began again" : null),
  ];
}

/** The entries that were joined: whose, where, and how much of it. */
export function entryFacts(parts: readonly QueryChange[]): readonly KeyValue[] {
  return parts.map(({ user, database, isTopLevel, counters }) => ({
    key: visibleName(user),
    value: `${formatCount(counters.calls ?? 0)} × ${formatMs((counters.execMs ?? 0) / Math.max(1, counters.calls ?? 0))} in ${visibleName(database)}${isTopLevel ? "" : ", within a function"}`,
  }));
}
