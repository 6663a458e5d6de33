import type { CatalogObject, ObjectKind } from "../../../shared/catalog/model.ts";
import { isTrue, toNumber, toText } from "../catalog-text.ts";
import type { VersionedSql } from "../versioned-sql.ts";

/**
 * How the objects of one kind are listed. Every query takes $1, a schema's name, and returns
 * oid, name, identity, detail, estimated rows, comment, is readable.
 */
export interface ObjectKindReader {
  readonly kind: ObjectKind;
  readonly versions: readonly VersionedSql[];
  readonly toModel: (schema: string, row: readonly (string | null)[]) => CatalogObject;
}

/** A line of the tree from a row in the shape above. */
export function toCatalogObject(schema: string, row: readonly (string | null)[]): CatalogObject {
  const [oid, name, identity, detail, estimatedRows, comment, isReadable] = row;
  return {
    oid: Number(oid),
    schema,
    name: toText(name),
    identity: toText(identity),
    detail: toText(detail),
    estimatedRows: toNumber(estimatedRows),
    comment: comment ?? null,
    isReadable: isTrue(isReadable),
  };
}

/** Until version 13 a table that was never analyzed has 0 rows on 0 pages; since then it has -1 rows. */
export const estimatedRowsSql = {
  before14: "CASE WHEN c.relpages = 0 AND c.reltuples = 0 THEN NULL ELSE c.reltuples::pg_catalog.int8 END",
  since14: "CASE WHEN c.reltuples < 0 THEN NULL ELSE c.reltuples::pg_catalog.int8 END",
} as const;

/** Relations of `pg_class` of some relkinds, in the shape above. `detail` is an SQL expression over `c`. */
export function relationsSql(relkinds: readonly string[], detail: string): readonly VersionedSql[] {
  const kinds = relkinds.map((relkind) => `'${relkind}'`).join(", ");
  const sql = (estimatedRows: string) => `
    SELECT c.oid, c.relname, '', ${detail}, ${estimatedRows}, d.description,
           pg_catalog.has_schema_privilege(n.oid, 'USAGE')
             AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                  OR c.relkind <> 'S' AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT'))
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_catalog.pg_description d
        ON d.objoid = c.oid AND d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objsubid = 0
     WHERE n.nspname = $1 AND c.relkind IN (${kinds})
     ORDER BY c.relname`;
  return [
    { minVersion: 120000, sql: sql(estimatedRowsSql.before14) },
    { minVersion: 140000, sql: sql(estimatedRowsSql.since14) },
  ];
}
