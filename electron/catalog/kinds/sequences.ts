import { type ObjectKindReader, relationsSql, toCatalogObject } from "./object-kind.ts";

const detail = `
  CASE WHEN EXISTS (
    SELECT FROM pg_catalog.pg_depend o
     WHERE o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = c.oid AND o.deptype IN ('a', 'i')
       AND o.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.refobjsubid > 0)
  THEN 'owned by a column' ELSE '' END`;

/** Sequences. Their one row is no estimate worth showing. */
export const sequences: ObjectKindReader = {
  kind: "sequence",
  versions: relationsSql(["S"], detail),
  toModel: (schema, row) => ({ ...toCatalogObject(schema, row), estimatedRows: null }),
};
