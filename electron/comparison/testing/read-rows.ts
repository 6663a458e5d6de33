import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** The values of tables: by table, by column, all as one text in the order of their own. */
export type TableRows = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Reads all rows of a schema's tables (of partitioned ones those of each partition); what the server computes is left out. */
export async function readRows(session: ReadSession, schema: string): Promise<TableRows> {
  const { rows } = await session.query(
    `SELECT c.relname, a.attname FROM pg_catalog.pg_class c
       JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
      WHERE n.nspname = $1 AND c.relkind = 'r' ORDER BY c.relname, a.attnum`,
    [schema],
  );
  const tables = new Map<string, Map<string, string>>();
  for (const [table = null, column = null] of rows) {
    if (table === null || column === null) continue;
    const name = quoteIdentifier(column);
    const values = await session.query(
      `SELECT pg_catalog.string_agg(COALESCE(${name}::pg_catalog.text, '~'), '|' ORDER BY ${name}::pg_catalog.text COLLATE pg_catalog."C")
         FROM ${quoteName({ schema, name: table })}`,
    );
    const columns = tables.get(table) ?? new Map<string, string>();
    tables.set(table, columns.set(column, values.rows[0]?.[0] ?? ""));
  }
  return tables;
}
