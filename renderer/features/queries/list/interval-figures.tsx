import type { QueryInterval } from "../../../../shared/queries/contract.ts";
import { formatCount, formatMs, formatShortCount } from "../../../ui/display/format.ts";
import { countScopes } from "../rules/choose-queries.ts";
import { lengthText } from "../rules/interval-words.ts";

/** The interval in a few figures. */
export function IntervalFigures({ interval }: { readonly interval: QueryInterval }) {
  const { seconds, totalMs, queries, unlisted } = interval;
  const scopes = countScopes(queries);
  const calls = queries.reduce((sum, { figures }) => sum + (figures.counters.calls ?? 0), 0);
  const over = scopes.get("overBudget") ?? 0;
  const figures = [
    ["Counted for", lengthText(seconds)],
    ["Time of the whole server", formatMs(totalMs)],
    ["Sessions busy on average", seconds ? (totalMs / 1000 / seconds).toFixed(2) : "–"],
    ["Statements", formatCount(queries.length + unlisted)],
    ["Calls", formatShortCount(calls)],
    ["Over budget", formatCount(over)],
    ["With findings", formatCount(scopes.get("found") ?? 0)],
  ] as const;
  return (
    <dl className="queries-figures">
      {figures.map(([label, value]) => (
        <div key={label} data-warning={label === "Over budget" && over > 0}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
