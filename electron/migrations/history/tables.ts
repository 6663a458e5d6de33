import { quoteName } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { HistoryTable, ToolHistory } from "./history.ts";

/**
 * Where the tool's table is: the one that the session's search path finds, else the only one of that name and shape in
 * any schema, else where the tool would make it.
 */
export async function findHistoryTable(session: ReadSession, history: ToolHistory): Promise<HistoryTable> {
  const { table, columns } = history;
  const found = await session.query(
    `SELECT n.nspname, pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = $1 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
       AND (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
         AND NOT a.attisdropped AND a.attname = ANY ($2::pg_catalog.text[])) = pg_catalog.cardinality($2::pg_catalog.text[])
       AND ($3::pg_catalog.text IS NULL OR NOT EXISTS (SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid
         AND a.attname = $3::pg_catalog.text AND NOT a.attisdropped))
     ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, n.nspname = $4::pg_catalog.text DESC, n.nspname`,
    [table, `{${columns.join(",")}}`, history.notColumn, history.schema ?? "public"],
  );
  const [schema, isReadable] = found.rows[0] ?? [];
  if (schema) return { schema, table, exists: true, isReadable: isReadable === "t" };
  if (history.schema !== null) return { schema: history.schema, table, exists: false, isReadable: true };
  // Our own sessions look into pg_catalog first, where no tool makes anything.
  const own = await session.query(
    "SELECT s FROM pg_catalog.unnest(pg_catalog.current_schemas(false)) s WHERE s <> 'pg_catalog' LIMIT 1",
  );
  return { schema: own.rows[0]?.[0] ?? "public", table, exists: false, isReadable: true };
}

/** The table's name as SQL. */
export function sqlNameOf({ schema, table }: HistoryTable): string {
  return quoteName({ schema, name: table });
}
