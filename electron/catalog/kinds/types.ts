import { type ObjectKindReader, toCatalogObject } from "./object-kind.ts";

// Row types of tables and the array types that come with every type are not objects of their own.
const sql = (multirange: string) => `
  SELECT t.oid, t.typname, '',
         CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range'
              ${multirange} ELSE 'base' END,
         NULL, d.description,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_type_privilege(t.oid, 'USAGE')
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = t.oid AND d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.objsubid = 0
   WHERE n.nspname = $1 AND (t.typrelid = 0 OR c.relkind = 'c')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
   ORDER BY t.typname`;

/** Enums, domains, composites, ranges and base types. */
export const types: ObjectKindReader = {
  kind: "type",
  versions: [
    { minVersion: 120000, sql: sql("") },
    { minVersion: 140000, sql: sql("WHEN 'm' THEN 'multirange'") },
  ],
  toModel: toCatalogObject,
};
