import type { ForeignKey } from "../../../shared/indexes/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { toNames, toNumber, toText } from "../catalog-text.ts";

/** A foreign key with the oids of both tables, which is how callers group them. */
export interface ForeignKeyOfTable extends ForeignKey {
  readonly tableOid: number;
  readonly referencedOid: number;
}

// Copies of a partitioned table's key on its partitions (conparentid) are left out: one key, one line. Estimates are
// -1 before the first ANALYZE.
const sql = (side: string) => `
  SELECT k.conrelid, k.confrelid, k.conname, n.nspname, c.relname,
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY u.place))::pg_catalog.text
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
         fn.nspname, fc.relname, CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END,
         CASE WHEN c.relkind = 'p'
              THEN (SELECT COALESCE(pg_catalog.sum(pg_catalog.pg_table_size(t.relid)), 0)
                      FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)
              ELSE pg_catalog.pg_table_size(c.oid) END
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
    JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
   WHERE k.contype = 'f' AND k.conparentid = 0 AND k.${side} = ANY ($1::pg_catalog.oid[])
   ORDER BY n.nspname, c.relname, k.conname`;

const referring = sql("conrelid");
const referred = sql("confrelid");

/** Foreign keys that the given tables declare (`from`), or those of any table that refer to them (`to`). */
export async function readForeignKeysOf(
  session: ReadSession,
  tableOids: readonly number[],
  direction: "from" | "to",
): Promise<readonly ForeignKeyOfTable[]> {
  if (tableOids.length === 0) return [];
  const answer = await session.query(direction === "from" ? referring : referred, [tableOids.map(String)]);
  return answer.rows.map((row) => {
    const [tableOid, referencedOid, constraint, schema, table, columns, referencedSchema, referencedTable, ...sizes] =
      row;
    return {
      tableOid: Number(tableOid),
      referencedOid: Number(referencedOid),
      constraint: toText(constraint),
      schema: toText(schema),
      table: toText(table),
      columns: toNames(columns),
      referencedSchema: toText(referencedSchema),
      referencedTable: toText(referencedTable),
      tableRows: toNumber(sizes[0]),
      tableBytes: toNumber(sizes[1]) ?? 0,
    };
  });
}
