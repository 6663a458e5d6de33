import type { ReadSession } from "../../../postgres/session.ts";

/** Bytes of tables (their partitions included) by `schema.name`. */
export type TableSizes = ReadonlyMap<string, number>;

const sizesSql = `SELECT n.nspname || '.' || c.relname, CASE c.relkind WHEN 'p' THEN
    (SELECT pg_catalog.sum(pg_catalog.pg_table_size(p.relid)) FROM pg_catalog.pg_partition_tree(c.oid) p)
    ELSE pg_catalog.pg_table_size(c.oid) END
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname || '.' || c.relname = ANY ($1::pg_catalog.text[])`;

/** Reads the sizes of the tables that exist. */
export async function readTableSizes(session: ReadSession, names: readonly string[]): Promise<TableSizes> {
  const { rows } = await session.query(sizesSql, [names], { maxRows: 0 });
  return new Map(rows.map(([name, bytes]) => [name ?? "", Number(bytes ?? 0)]));
}
