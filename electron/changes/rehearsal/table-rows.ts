import type { MigrationFinding } from "../../../shared/changes/model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";
import { relationsOf } from "../../sql/reading-statement.ts";
import { droppedNames } from "../lint/nodes.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/** The rows of a table in short. Columns are taken by name, because putting back a dropped one moves it to the end. */
export interface TableRows {
  readonly table: ObjectName;
  readonly columns: readonly string[];
  /** Count and sum of hashes of all rows; null when they could not be read in time, or not at all. */
  readonly digest: string | null;
}

/** Longest reading of one table. A rehearsal should not be mostly about this. */
const timeoutMs = 20_000;

/** Tables that exist and are named by the statements. */
export async function findNamedTables(
  session: ReadSession,
  statements: readonly PreparedStatement[],
): Promise<readonly ObjectName[]> {
  const named = statements.flatMap(({ node }) => [
    ...relationsOf(node).map(({ schema, name }) =>
      schema === null ? quoteIdentifier(name) : quoteName({ schema, name }),
    ),
    ...("DropStmt" in node ? droppedNames(node.DropStmt).map(quoteDotted) : []),
  ]);
  const found = await session.query(
    `SELECT DISTINCT n.nspname, c.relname FROM pg_catalog.unnest($1::pg_catalog.text[]) wanted
     JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(wanted) AND c.relkind IN ('r', 'p')
     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ORDER BY 1, 2`,
    [[...new Set(named)]],
  );
  return found.rows.map(([schema, name]) => ({ schema: schema ?? "", name: name ?? "" }));
}

function quoteDotted(name: string): string {
  return name.split(".").map(quoteIdentifier).join(".");
}

/** Reads the rows of each table in short. */
export async function readTableRows(
  session: WriteSession,
  tables: readonly ObjectName[],
  signal: AbortSignal,
): Promise<readonly TableRows[]> {
  const read: TableRows[] = [];
  for (const table of tables) {
    const found = await session.query(
      `SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = pg_catalog.to_regclass($1)
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attname`,
      [quoteName(table)],
    );
    const columns = found.rows.map(([name]) => name ?? "");
    read.push({ table, columns, digest: await readDigest(session, table, columns, signal) });
  }
  return read;
}

/** The same tables again, by the columns they had; a table or column that is gone gives another digest. */
export async function readSameRows(
  session: WriteSession,
  before: readonly TableRows[],
  signal: AbortSignal,
): Promise<readonly TableRows[]> {
  const again: TableRows[] = [];
  for (const { table, columns } of before)
    again.push({ table, columns, digest: await readDigest(session, table, columns, signal) });
  return again;
}

async function readDigest(
  session: WriteSession,
  table: ObjectName,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<string | null> {
  const row = columns.map((column) => `t.${quoteIdentifier(column)}`).join(", ");
  const sql = `SELECT pg_catalog.count(*), pg_catalog.sum(pg_catalog.hashtextextended(ROW(${row})::pg_catalog.text, 0))
    FROM ${quoteName(table)} t`;
  try {
    return await session.transaction(async () => {
      await session.execute(`SET LOCAL statement_timeout = ${timeoutMs}`);
      return JSON.stringify((await session.query(sql, [], { signal })).rows);
    });
  } catch (error) {
    if (isAppError(error, "timeout")) return null;
    // The table or a column of it is gone: that is an answer too.
    if (isAppError(error, "sql")) return error.message;
    throw error;
  }
}

/** Tables whose rows are others than before; null where some could not be compared and none was found different. */
export function changedTables(before: readonly TableRows[], after: readonly TableRows[]): readonly ObjectName[] | null {
  const pairs = before.map((rows, index) => ({ rows, later: after[index] }));
  const changed = pairs.filter(
    ({ rows, later }) => rows.digest !== null && later?.digest && rows.digest !== later.digest,
  );
  const isComplete = pairs.every(({ rows, later }) => rows.digest !== null && later?.digest);
  return changed.length === 0 && !isComplete ? null : changed.map(({ rows }) => rows.table);
}

/** The finding for tables that up and down together changed. */
export function lostRowsFinding(migrationId: string, tables: readonly ObjectName[]): MigrationFinding {
  const names = tables.map(({ schema, name }) => `${schema}.${name}`).join(", ");
  return {
    code: "data-not-preserved",
    severity: "error",
    class: "breaking",
    lock: null,
    migrationId,
    direction: "down",
    statementIndex: null,
    subject: names,
    message: `After up and down the rows of ${names} are not what they were: rolling back does not bring them back.`,
    evidence: { tables: tables.length },
  };
}
