import { type ObjectKindReader, toCatalogObject } from "./object-kind.ts";

/** Leaves out what comes with a type: the constructors of ranges and multiranges. */
export const madeByPeople = `
  NOT EXISTS (SELECT FROM pg_catalog.pg_depend o
               WHERE o.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND o.objid = p.oid AND o.deptype = 'i')`;

const sql = `
  SELECT p.oid, p.proname, pg_catalog.pg_get_function_identity_arguments(p.oid),
         CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' WHEN 'w' THEN 'window function'
              ELSE CASE WHEN p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype THEN 'trigger function' ELSE '' END END,
         NULL, d.description,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE')
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = p.oid AND d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objsubid = 0
   WHERE n.nspname = $1 AND ${madeByPeople}
   ORDER BY p.proname, 3`;

/** Functions, procedures and aggregates. */
export const functions: ObjectKindReader = {
  kind: "function",
  versions: [{ minVersion: 120000, sql }],
  toModel: toCatalogObject,
};
