import { z } from "zod";
import type { QueriedTable } from "../../../shared/queries/tables.ts";
import type { ReadRelation } from "../../../shared/queries/text/query-shape.ts";
import { readPart } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** Tables that are looked up for one snapshot. */
const maxTables = 300;

/** What is kept of a table that statements read. */
export const queriedTableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  isVisible: z.boolean(),
  estimatedRows: z.number().nullable(),
  isPartitioned: z.boolean(),
  columns: z.record(z.string(), z.string()),
  keys: z.array(z.array(z.string())),
  indexes: z.array(
    z.object({
      method: z.string(),
      columns: z.array(z.string().nullable()),
      definition: z.string(),
      isPartial: z.boolean(),
    }),
  ),
});

const namesOf = (numbers: string, table: string) => `
  coalesce((SELECT pg_catalog.json_agg(a.attname ORDER BY k.place)
     FROM pg_catalog.unnest(${numbers}) WITH ORDINALITY AS k (number, place)
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = ${table} AND a.attnum = k.number AND k.number > 0), '[]'::pg_catalog.json)`;

const tablesSql = `
  SELECT pg_catalog.json_build_object(
    'schema', n.nspname, 'name', c.relname, 'isVisible', pg_catalog.pg_table_is_visible(c.oid),
    'estimatedRows', CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END, 'isPartitioned', c.relkind = 'p',
    'columns', (SELECT coalesce(pg_catalog.json_object_agg(a.attname, pg_catalog.format_type(a.atttypid, NULL)), '{}'::pg_catalog.json)
       FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
    'keys', (SELECT coalesce(pg_catalog.json_agg(${namesOf("o.conkey", "c.oid")}), '[]'::pg_catalog.json)
       FROM pg_catalog.pg_constraint o WHERE o.conrelid = c.oid AND o.contype IN ('p', 'u', 'f')),
    'indexes', (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object(
         'method', m.amname, 'definition', pg_catalog.pg_get_indexdef(i.indexrelid), 'isPartial', i.indpred IS NOT NULL,
         'columns', ${namesOf("(i.indkey::pg_catalog.int2[])[0:i.indnkeyatts - 1]", "c.oid")})), '[]'::pg_catalog.json)
       FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_am m ON m.oid = x.relam
      WHERE i.indrelid = c.oid AND i.indisvalid))
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relname = ANY($1) AND c.relkind IN ('r', 'p', 'm') AND n.nspname <> ALL ('{pg_catalog,information_schema,pg_toast}')
   ORDER BY pg_catalog.pg_table_is_visible(c.oid) DESC, n.nspname, c.relname
   LIMIT ${maxTables}`;

/**
 * Tables with these names, as far as the role may see them; none when the catalog cannot be read (a lock, a time-out), for
 * they only serve advice.
 */
export async function readTables(
  session: ReadSession,
  relations: readonly ReadRelation[],
): Promise<readonly QueriedTable[]> {
  const names = [...new Set(relations.map(({ name }) => name))].slice(0, maxTables);
  if (names.length === 0) return [];
  const read = await readPart(session, async () => (await session.query(tablesSql, [names])).rows);
  if (read.state === "unreadable") return [];
  return read.value.map(([text]) => queriedTableSchema.parse(JSON.parse(text ?? "null")));
}
