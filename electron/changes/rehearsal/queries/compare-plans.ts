import type { MigrationFinding } from "../../../../shared/changes/model.ts";
import type {
  PlanBrief,
  QueryVerdict,
  RehearsedQueries,
  RehearsedQuery,
} from "../../../../shared/changes/rehearsal-model.ts";
import { redactSecrets } from "../../../../shared/sql/redact-secrets.ts";
import type { PlanAnswer } from "./plan-queries.ts";
import type { TopQueries, TopQuery } from "./read-queries.ts";

/** A cost that rose by more than this is a regression (PRODUCT: over 50 %). */
const regressedFactor = 1.5;
/** Below this the cost is noise: a page more or less. */
const regressedCost = 2;
const keptCharacters = 2_000;
const order: readonly QueryVerdict[] = ["breaking", "regressed", "planChanged", "better", "same", "notPlanned"];

/** The queries with both their plans, the worst first. */
export function compareQueries(
  { source, reason, queries }: TopQueries,
  before: readonly PlanAnswer[],
  after: readonly PlanAnswer[],
): RehearsedQueries {
  const compared = queries.flatMap((query, place) => {
    const [old, now] = [before[place], after[place]];
    return old && now ? [compareQuery(query, old, now)] : [];
  });
  const rank = ({ verdict }: RehearsedQuery) => order.indexOf(verdict);
  return { source, reason, queries: compared.sort((left, right) => rank(left) - rank(right)) };
}

function compareQuery({ sql, calls, totalMs }: TopQuery, before: PlanAnswer, after: PlanAnswer): RehearsedQuery {
  const error = (after.plan === null ? after.error : null) ?? (before.plan === null ? before.error : null);
  return {
    sql: redactSecrets(sql).slice(0, keptCharacters),
    calls,
    totalMs,
    before: before.plan,
    after: after.plan,
    error: error === null ? null : redactSecrets(error),
    verdict: verdictOf(before, after),
  };
}

function verdictOf(before: PlanAnswer, after: PlanAnswer): QueryVerdict {
  if (before.plan === null) return after.plan === null ? "notPlanned" : "better";
  // Class 42: the query names what is not there, or may not be used, any more. Anything else says nothing about it.
  if (after.plan === null) return after.sqlstate?.startsWith("42") ? "breaking" : "notPlanned";
  return compareBriefs(before.plan, after.plan);
}

function compareBriefs(before: PlanBrief, after: PlanBrief): QueryVerdict {
  const rise = after.cost - before.cost;
  if (after.cost > before.cost * regressedFactor && rise > regressedCost) return "regressed";
  if (before.cost > after.cost * regressedFactor && -rise > regressedCost) return "better";
  return before.shape.join("\n") === after.shape.join("\n") ? "same" : "planChanged";
}

/** A finding for each query that breaks or becomes slower. */
export function queryFindings(migrationId: string, { queries }: RehearsedQueries): readonly MigrationFinding[] {
  return queries.flatMap((query): readonly MigrationFinding[] => {
    const place = {
      migrationId,
      direction: "up",
      statementIndex: null,
      lock: null,
      subject: shortSql(query.sql),
    } as const;
    if (query.verdict === "breaking")
      return [
        {
          ...place,
          code: "query-breaks",
          severity: "error",
          class: "breaking",
          message: `A query of the target cannot be run after up: ${query.error}.`,
          evidence: { calls: query.calls },
        },
      ];
    if (query.verdict !== "regressed" || !query.before || !query.after) return [];
    const [costBefore, costAfter] = [query.before.cost, query.after.cost];
    const message = `A query of the target is planned at ${times(costAfter, costBefore)} times its cost after up.`;
    return [
      {
        ...place,
        code: "query-regresses",
        severity: "warning",
        class: "risky",
        message,
        evidence: { calls: query.calls, costBefore, costAfter },
      },
    ];
  });
}

function times(after: number, before: number): string {
  const factor = after / Math.max(before, 0.01);
  return factor >= 10 ? factor.toFixed(0) : factor.toFixed(1);
}

function shortSql(sql: string): string {
  const line = sql.replaceAll(/\s+/g, " ").trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
