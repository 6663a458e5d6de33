import type { Severity } from "../../../../shared/findings/model.ts";
import type { ListedQuery, QueryInterval } from "../../../../shared/queries/contract.ts";
import { orderQueries } from "../../../../shared/queries/orders.ts";
import type { ExitCode } from "../../cli-context.ts";
import { formatMs, formatTable, type TableColumn } from "../../output.ts";
import type { Cli } from "../../verb.ts";
import type { SlowOptions } from "./slow-options.ts";

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

const columns: readonly TableColumn<ListedQuery>[] = [
  { title: "share", text: ({ figures }) => `${(figures.share * 100).toFixed(1)} %`, isNumber: true },
  { title: "total", text: ({ figures }) => formatMs(figures.counters.execMs), isNumber: true },
  { title: "mean", text: ({ figures }) => formatMs(figures.meanMs), isNumber: true },
  { title: "calls", text: ({ figures }) => String(figures.counters.calls ?? 0), isNumber: true },
  { title: "rows/call", text: ({ figures }) => figures.rowsPerCall.toFixed(1), isNumber: true },
  { title: "read", text: ({ figures }) => String(figures.counters.sharedRead ?? "–"), isNumber: true },
  { title: "target", text: ({ budget }) => (budget === null ? "–" : formatMs(budget.targetMs)), isNumber: true },
  { title: "findings", text: ({ findings }) => findings.map(({ code }) => code).join(", ") || "–" },
  {
    title: "statement",
    text: ({ sql, queryId }) => (sql ?? `(text of ${queryId} is lost)`).replace(/\s+/g, " ").slice(0, 100),
  },
];

/** Prints what took the time, and gives the exit code of what is shown. */
export function printSlowQueries({ terminal }: Cli, options: SlowOptions, interval: QueryInterval): ExitCode {
  const shown = orderQueries(interval.queries, options.order).slice(0, options.limit);
  if (options.format === "json") terminal.writeOut(`${JSON.stringify(toJson(interval, shown), null, 2)}\n`);
  else {
    if (shown.length > 0) terminal.writeOut(`${formatTable(columns, shown)}\n`);
    terminal.writeError(`${remarks(interval, shown.length).join("\n")}\n`);
  }
  const isFound = ({ findings }: ListedQuery) =>
    findings.some(({ severity }) => weights[severity] <= weights[options.failOn]);
  return shown.some((query) => query.isOverBudget || isFound(query)) ? 1 : 0;
}

function remarks(
  { fromAt, to, queries, unlisted, wasReset, deallocations }: QueryInterval,
  shown: number,
): readonly string[] {
  const all = queries.length + unlisted;
  return [
    `${shown} of ${all} statements, ${fromAt === null ? `since ${to.resetAt ?? "the server counts"}` : `from ${fromAt}`} to ${to.at} (snapshot ${to.id}).`,
    wasReset ? "The counters were reset in between: what was counted before is missing." : "",
    deallocations > 0
      ? `Entries were thrown out ${deallocations} times: pg_stat_statements.max is ${to.maxEntries}.`
      : "",
    to.hiddenEntries > 0
      ? `${to.hiddenEntries} statements of other roles are hidden: that needs pg_read_all_stats.`
      : "",
    to.unreadEntries > 0 ? `${to.unreadEntries} statements that took least time were not read.` : "",
  ].filter((line) => line !== "");
}

function toJson(interval: QueryInterval, shown: readonly ListedQuery[]): unknown {
  const { fromAt, to, seconds, wasReset, deallocations, totalMs } = interval;
  return {
    snapshot: to.id,
    since: fromAt ?? to.resetAt,
    at: to.at,
    seconds,
    wasReset,
    deallocations,
    hiddenStatements: to.hiddenEntries,
    totalMs,
    queries: shown.map(({ queryId, database, sql, figures, budget, isOverBudget, findings }) => ({
      queryId,
      database,
      sql,
      calls: figures.counters.calls,
      totalMs: figures.counters.execMs,
      meanMs: figures.meanMs,
      stddevMs: figures.stddevMs,
      share: figures.share,
      rowsPerCall: figures.rowsPerCall,
      isPartial: figures.isPartial,
      counters: figures.counters,
      budget,
      isOverBudget,
      findings,
    })),
  };
}
