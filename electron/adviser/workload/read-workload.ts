import type { WorkloadQuery } from "../../../shared/adviser/workload/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { relationsOf, visitTree } from "../../sql/reading-statement.ts";

/** The queries of a database that take the most time, and which columns its updates change. */
export interface Workload {
  readonly queries: readonly WorkloadQuery[];
  readonly updates: readonly UpdatedColumn[];
  /** Why nothing, or not everything, was read. */
  readonly notRead: string | null;
}

/** A column that statements set, and how often they ran. */
export interface UpdatedColumn {
  /** As the statements write it, without its schema. */
  readonly table: string;
  readonly column: string;
  readonly calls: number;
}

const readCount = 300;
const notTheirs: ReadonlySet<string> = new Set(["pg_catalog", "information_schema", "steward"]);
const advised: ReadonlySet<string> = new Set(["SelectStmt", "UpdateStmt", "DeleteStmt"]);

/** Reads pg_stat_statements; without it, or without the right to, `notRead` says so. Rejects with `cancelled`. */
export async function readWorkload(session: ReadSession, parser: SqlParser, limit: number): Promise<Workload> {
  const none = (notRead: string): Workload => ({ queries: [], updates: [], notRead });
  const found = await session.query(
    `SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname = 'pg_stat_statements'`,
  );
  const schema = found.rows[0]?.[0];
  if (!schema) return none("This database does not have the extension pg_stat_statements.");
  const sql = `SELECT s.query, pg_catalog.sum(s.calls), pg_catalog.sum(s.total_exec_time)
      FROM ${quoteIdentifier(schema)}.pg_stat_statements s JOIN pg_catalog.pg_database d ON d.oid = s.dbid
     WHERE d.datname = pg_catalog.current_database() AND s.toplevel AND s.query IS NOT NULL
     GROUP BY s.query ORDER BY 3 DESC LIMIT ${readCount}`;
  try {
    return await chooseStatements((await session.query(sql)).rows, parser, limit);
  } catch (error) {
    if (isAppError(error, "sql")) return none(`pg_stat_statements could not be read: ${error.message}`);
    throw error;
  }
}

async function chooseStatements(
  rows: readonly (readonly (string | null)[])[],
  parser: SqlParser,
  limit: number,
): Promise<Workload> {
  const queries: WorkloadQuery[] = [];
  const updates: UpdatedColumn[] = [];
  let isHidden = false;
  for (const [text, calls, totalMs] of rows) {
    if (text === "<insufficient privilege>") isHidden = true;
    const sql = text && castTypedConstants(text);
    const statement = sql ? await parseOne(sql, parser) : null;
    if (!sql || statement === null) continue;
    updates.push(...updatedColumns(statement, Number(calls)));
    if (queries.length < limit) queries.push({ sql, calls: Number(calls), totalMs: Number(totalMs) });
  }
  const notRead = isHidden ? "Queries of other roles are hidden: that needs the role pg_read_all_stats." : null;
  return { queries, updates, notRead };
}

/** `interval '1 day'` is normalised to `interval $1`, which is no SQL; `CAST($1 AS interval)` says the same. */
export function castTypedConstants(sql: string): string {
  return sql.replaceAll(/\b(interval|timestamptz|timestamp|date|time)\s+(\$\d+)/gi, "CAST($2 AS $1)");
}

/** The tree of a statement that reads or changes a table of the application; null for every other. */
async function parseOne(sql: string, parser: SqlParser): Promise<object | null> {
  try {
    const [statement, ...others] = await parser.parse(sql);
    if (statement === undefined || others.length > 0) return null;
    const [kind = ""] = Object.keys(statement.node);
    const named = relationsOf(statement.node);
    const isTheirs =
      named.some(({ name }) => !name.startsWith("pg_")) && !named.some(({ schema }) => notTheirs.has(schema ?? ""));
    return advised.has(kind) && isTheirs ? statement.node : null;
  } catch (error) {
    if (isAppError(error)) return null; // a text that was cut, or one for another version's grammar
    throw error;
  }
}

function updatedColumns(statement: object, calls: number): readonly UpdatedColumn[] {
  const found: UpdatedColumn[] = [];
  visitTree(statement, ({ UpdateStmt: update }) => {
    if (typeof update !== "object" || update === null || !("relation" in update) || !("targetList" in update)) return;
    const table = nameIn(update.relation, "relname");
    const targets = Array.isArray(update.targetList) ? (update.targetList as readonly unknown[]) : [];
    for (const target of targets) {
      const inside = typeof target === "object" && target !== null && "ResTarget" in target ? target.ResTarget : null;
      const column = nameIn(inside, "name");
      if (table !== null && column !== null) found.push({ table, column, calls });
    }
  });
  return found;
}

function nameIn(node: unknown, key: string): string | null {
  if (typeof node !== "object" || node === null || !(key in node)) return null;
  const value = (node as Readonly<Record<string, unknown>>)[key]; // asked for just above
  return typeof value === "string" ? value : null;
}
