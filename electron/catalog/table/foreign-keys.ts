import type { CatalogForeignKey } from "../../../shared/catalog/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toText } from "../catalog-text.ts";

// Copies of a partitioned table's key on its partitions (conparentid) are left out: one key, one line.
const sql = (side: "conrelid" | "confrelid") => `
  SELECT k.conname, n.nspname, c.relname,
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY u.place))::pg_catalog.text
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
         fn.nspname, fc.relname,
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY u.place))::pg_catalog.text
            FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum),
         pg_catalog.pg_get_constraintdef(k.oid), k.convalidated
    FROM pg_catalog.pg_constraint k
    JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
    JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
   WHERE k.contype = 'f' AND k.${side} = $1
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint p WHERE p.oid = k.conparentid AND p.${side} = $1)
     AND (k.conparentid = 0 OR '${side}' = 'conrelid')
   ORDER BY n.nspname, c.relname, k.conname`;

const referring = sql("conrelid");
const referred = sql("confrelid");

/** Foreign keys that a table declares (`from`), or those of other tables that refer to it (`to`). */
export async function readForeignKeys(
  session: ReadSession,
  oid: number,
  direction: "from" | "to",
): Promise<readonly CatalogForeignKey[]> {
  const answer = await session.query(direction === "from" ? referring : referred, [oid]);
  return answer.rows.map((row) => {
    const [name, schema, table, columns, referencedSchema, referencedTable, referencedColumns, definition, isValid] =
      row;
    return {
      name: toText(name),
      schema: toText(schema),
      table: toText(table),
      columns: toNames(columns),
      referencedSchema: toText(referencedSchema),
      referencedTable: toText(referencedTable),
      referencedColumns: toNames(referencedColumns),
      definition: toText(definition),
      isValidated: isTrue(isValid),
    };
  });
}
