import type { RehearsedQueries } from "../../../../shared/changes/rehearsal-model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../../shared/sql/quote.ts";
import type { ReadSession } from "../../../postgres/session.ts";
import { nodeName } from "../../../sql/classify-statement.ts";
import type { SqlParser } from "../../../sql/parser/sql-parser.ts";
import { relationsOf } from "../../../sql/reading-statement.ts";
import type { Target } from "../../ledger/target.ts";

/** A query to be planned. */
export interface TopQuery {
  readonly sql: string;
  readonly calls: number | null;
  readonly totalMs: number | null;
}

/** The queries to be planned, and where they come from. */
export interface TopQueries extends Pick<RehearsedQueries, "source" | "reason"> {
  readonly queries: readonly TopQuery[];
}

/** As many as a person would look through. */
export const topQueryCount = 30;

/** More are read, because those that cannot be planned or are not the application's fall out. */
const readCount = 300;

const planned: ReadonlySet<string> = new Set(["SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt"]);
const notTheirs: ReadonlySet<string> = new Set(["pg_catalog", "information_schema", "steward"]);

/**
 * The target's queries that take the most time, by pg_stat_statements. Where that is missing or cannot be read, the
 * reason says so; nothing is made up in its place.
 */
export async function readTopQueries(target: Target, parser: SqlParser, signal: AbortSignal): Promise<TopQueries> {
  const none = (reason: string): TopQueries => ({ source: "none", reason, queries: [] });
  try {
    return await target.databases.read(
      target.ref,
      "rehearsal: top queries",
      async (session) => {
        const schema = await findExtension(session);
        if (schema === null) return none("The target does not have the extension pg_stat_statements.");
        const { rows } = await session.query(statementsSql(schema), [], { maxRows: 0 });
        return await chooseQueries(rows, parser);
      },
      { signal },
    );
  } catch (error) {
    if (isAppError(error, "sql", "timeout")) return none(`pg_stat_statements could not be read: ${error.message}`);
    throw error;
  }
}

/** The queries of a file of the person's own; `sql` is split by the parser. Rejects with `sql` when it cannot be parsed. */
export async function readGivenQueries(sql: string, parser: SqlParser): Promise<TopQueries> {
  const queries = (await parser.parse(sql)).filter(({ node }) => planned.has(nodeName(node)));
  const kept = queries.slice(0, topQueryCount);
  const left = queries.length - kept.length;
  return {
    source: "file",
    reason: left > 0 ? `${left} queries beyond the first ${topQueryCount} were left out.` : null,
    queries: kept.map((query) => ({ sql: query.sql, calls: null, totalMs: null })),
  };
}

/** The schema of pg_stat_statements in the session's database; null without it. */
export async function findExtension(session: ReadSession): Promise<string | null> {
  const { rows } = await session.query(
    `SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
     WHERE e.extname = 'pg_stat_statements'`,
  );
  return rows[0]?.[0] ?? null;
}

function statementsSql(schema: string): string {
  return `SELECT s.query, pg_catalog.sum(s.calls), pg_catalog.sum(s.total_exec_time)
    FROM ${quoteIdentifier(schema)}.pg_stat_statements s JOIN pg_catalog.pg_database d ON d.oid = s.dbid
    WHERE d.datname = pg_catalog.current_database() AND s.toplevel AND s.query IS NOT NULL
    GROUP BY s.query ORDER BY 3 DESC LIMIT ${readCount}`;
}

async function chooseQueries(rows: readonly (readonly (string | null)[])[], parser: SqlParser): Promise<TopQueries> {
  const queries: TopQuery[] = [];
  let hidden = 0;
  for (const [sql, calls, totalMs] of rows) {
    if (queries.length === topQueryCount) break;
    if (sql === "<insufficient privilege>") hidden += Number(calls);
    else if (sql && (await isOfApplication(sql, parser)))
      queries.push({ sql, calls: Number(calls), totalMs: Number(totalMs) });
  }
  const reason = hidden > 0 ? "Queries of other roles are hidden: that needs the role pg_read_all_stats." : null;
  return { source: "pg_stat_statements", reason, queries };
}

/** One statement that has a plan and names a table of the application. */
async function isOfApplication(sql: string, parser: SqlParser): Promise<boolean> {
  try {
    const [statement, ...rest] = await parser.parse(sql);
    if (!statement || rest.length > 0 || !planned.has(nodeName(statement.node))) return false;
    return relationsOf(statement.node).some(
      ({ schema, name }) => !notTheirs.has(schema ?? "") && !name.startsWith("pg_"),
    );
  } catch (error) {
    if (isAppError(error)) return false; // `interval $1` and the like cannot be planned either
    throw error;
  }
}
