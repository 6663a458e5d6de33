import type { AskedName, ColumnFact, ForeignKeyFact, RelationDetails } from "../../../shared/catalog/facts.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toNumber, toText } from "../catalog-text.ts";

// $1, $2: schemas ('' where none was written) and names; $3: the search path. The first schema of the path that has the
// name wins, as the server would look it up.
const asked = `
  SELECT w.place, f.oid
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) WITH ORDINALITY AS w (schema, name, place)
    CROSS JOIN LATERAL (
      SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relname = w.name AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
         AND CASE WHEN w.schema = '' THEN n.nspname = ANY ($3::pg_catalog.text[]) ELSE n.nspname = w.schema END
       ORDER BY pg_catalog.array_position($3::pg_catalog.text[], n.nspname::pg_catalog.text) LIMIT 1) f`;

const relationsSql = `
  WITH asked AS (${asked})
  SELECT s.place, n.nspname, c.relname, c.relkind IN ('v', 'm'), pg_catalog.obj_description(c.oid, 'pg_class'),
         CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END,
         c.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8,
         a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.col_description(c.oid, a.attnum),
         a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attidentity,
         EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey))
    FROM asked s
    JOIN pg_catalog.pg_class c ON c.oid = s.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   ORDER BY s.place, a.attnum`;

const foreignKeysSql = `
  WITH asked AS (${asked})
  SELECT n.nspname, c.relname, fn.nspname, fc.relname,
         (SELECT pg_catalog.json_agg(a.attname ORDER BY k.place) FROM pg_catalog.unnest(o.conkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = o.conrelid AND a.attnum = k.number),
         (SELECT pg_catalog.json_agg(a.attname ORDER BY k.place) FROM pg_catalog.unnest(o.confkey) WITH ORDINALITY AS k (number, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = o.confrelid AND a.attnum = k.number)
    FROM pg_catalog.pg_constraint o
    JOIN pg_catalog.pg_class c ON c.oid = o.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_class fc ON fc.oid = o.confrelid JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
   WHERE o.contype = 'f' AND o.conparentid = 0
     AND (o.conrelid IN (SELECT oid FROM asked) OR o.confrelid IN (SELECT oid FROM asked))
   ORDER BY n.nspname, c.relname, o.conname
   LIMIT 2000`;

function parametersFor(searchPath: readonly string[], relations: readonly AskedName[]) {
  return [
    relations.map(({ schema }) => schema ?? ""),
    relations.map(({ name }) => name),
    [...searchPath, "pg_catalog"],
  ];
}

/** What is known of the named relations, without a lock on any of them; a name that is not found is left out. */
export async function readRelationDetails(
  session: ReadSession,
  searchPath: readonly string[],
  relations: readonly AskedName[],
): Promise<readonly RelationDetails[]> {
  const answer = await session.query(relationsSql, parametersFor(searchPath, relations), {
    cause: "editor: completion",
  });
  const found = new Map<string, Omit<RelationDetails, "columns"> & { columns: ColumnFact[] }>();
  for (const [place, schema, name, isView, comment, rows, size, ...column] of answer.rows) {
    const wanted = relations[Number(place) - 1];
    if (!wanted) throw new Error("The catalog answered for a relation that was not asked for.");
    const known = found.get(toText(place)) ?? {
      asked: { schema: wanted.schema, name: wanted.name },
      schema: toText(schema),
      name: toText(name),
      kind: isTrue(isView) ? ("view" as const) : ("table" as const),
      comment: comment ?? null,
      estimatedRows: toNumber(rows),
      sizeBytes: toNumber(size) ?? 0,
      columns: [],
    };
    found.set(toText(place), known);
    if (column[0] !== null) known.columns.push(toColumn(column));
  }
  return [...found.values()];
}

function toColumn([name, type, comment, isNotNull, defaultSql, identity, isKey]: readonly (
  | string
  | null
)[]): ColumnFact {
  return {
    name: toText(name),
    type: toText(type),
    comment: comment ?? null,
    isNullable: !isTrue(isNotNull),
    defaultSql: identity ? `GENERATED ${identity === "a" ? "ALWAYS" : "BY DEFAULT"} AS IDENTITY` : (defaultSql ?? null),
    isPrimaryKey: isTrue(isKey),
  };
}

/** Foreign keys that begin or end at the named relations; those of partitions are their parents'. */
export async function readForeignKeyFacts(
  session: ReadSession,
  searchPath: readonly string[],
  relations: readonly AskedName[],
): Promise<readonly ForeignKeyFact[]> {
  const answer = await session.query(foreignKeysSql, parametersFor(searchPath, relations), {
    cause: "editor: completion",
  });
  return answer.rows.map(([schema, name, toSchema, toName, columns, toColumns]) => ({
    from: { schema: toText(schema), name: toText(name) },
    columns: toNames(columns),
    to: { schema: toText(toSchema), name: toText(toName) },
    toColumns: toNames(toColumns),
  }));
}
