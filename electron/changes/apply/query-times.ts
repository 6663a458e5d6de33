import { isAppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { redactSecrets } from "../../../shared/sql/redact-secrets.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { findExtension } from "../rehearsal/queries/read-queries.ts";

/** What pg_stat_statements has counted of one query since it began to. */
export interface QueryTime {
  readonly sql: string;
  readonly calls: number;
  readonly totalMs: number;
}

/** The counters by query; null where the extension is not there or cannot be read. */
export type QueryTimes = ReadonlyMap<string, QueryTime> | null;

const readCount = 500;
/** Fewer calls are chance. */
const leastCalls = 5;
const slowerTimes = 2;
const slowerMs = 2;
const shownLength = 80;

/** Reads the counters of the database's busiest queries. The session must be in no transaction: a refusal would end it. */
export async function readQueryTimes(session: ReadSession): Promise<QueryTimes> {
  try {
    const schema = await findExtension(session);
    if (schema === null) return null;
    const { rows } = await session.query(
      `SELECT s.queryid::pg_catalog.text || '/' || s.userid::pg_catalog.text, pg_catalog.max(s.query), pg_catalog.sum(s.calls), pg_catalog.sum(s.total_exec_time)
       FROM ${quoteIdentifier(schema)}.pg_stat_statements s JOIN pg_catalog.pg_database d ON d.oid = s.dbid
       WHERE d.datname = pg_catalog.current_database() AND s.toplevel AND s.query ~* '^\\s*(select|insert|update|delete|merge|with)\\y'
         AND s.query !~ 'steward\\.|pg_catalog\\.'
       GROUP BY 1 ORDER BY 4 DESC LIMIT ${readCount}`,
      [],
      { maxRows: 0 },
    );
    return new Map(
      rows.map(([key, sql, calls, totalMs]) => [
        key ?? "",
        { sql: sql ?? "", calls: Number(calls), totalMs: Number(totalMs) },
      ]),
    );
  } catch (error) {
    if (isAppError(error, "sql", "timeout")) return null;
    throw error;
  }
}

/**
 * Whether queries take longer now than on the average before: at least twice and 2 ms more, over at least 5 calls of
 * each. A counter that was reset in between says nothing.
 */
export function judgeQueryTimes(
  before: QueryTimes,
  after: QueryTimes,
): { readonly isSlower: boolean; readonly text: string } {
  if (before === null || after === null)
    return {
      isSlower: false,
      text: "How long queries take is not known: pg_stat_statements is not there or may not be read.",
    };
  const known = [...after].flatMap(([key, now]) => {
    const past = before.get(key);
    const calls = now.calls - (past?.calls ?? 0);
    if (!past || past.calls < leastCalls || calls < leastCalls) return [];
    return [{ sql: now.sql, calls, pastMs: past.totalMs / past.calls, nowMs: (now.totalMs - past.totalMs) / calls }];
  });
  const slower = known
    .filter(({ pastMs, nowMs }) => nowMs >= pastMs * slowerTimes && nowMs - pastMs >= slowerMs)
    .sort((left, right) => (right.nowMs - right.pastMs) * right.calls - (left.nowMs - left.pastMs) * left.calls);
  const ran = `${known.length} ${known.length === 1 ? "query" : "queries"} that ran often enough`;
  const [worst] = slower;
  if (!worst) return { isSlower: false, text: `Of ${ran} none takes much longer than before.` };
  const text = redactSecrets(worst.sql).replace(/\s+/g, " ").slice(0, shownLength);
  return {
    isSlower: true,
    text: `Of ${ran} ${slower.length} took at least twice as long as before; most: ${worst.nowMs.toFixed(1)} ms for ${worst.pastMs.toFixed(1)} ms, ${worst.calls} times: ${text}`,
  };
}
