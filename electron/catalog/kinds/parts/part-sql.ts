import { qualified } from "../sql-text.ts";

/** The relation that a part stands on, joined as `c` with its schema `n`. */
export function onRelation(oid: string): string {
  return `JOIN pg_catalog.pg_class c ON c.oid = ${oid} JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
}

/** The relation `c` in SQL. */
export const relationName = qualified("n.nspname", "c.relname");

/** Whether the role may look into the relation's schema. */
export const isSchemaUsable = "pg_catalog.has_schema_privilege(n.oid, 'USAGE')";

/** A COMMENT statement for `o`, whose catalog and words are given; NULL without a comment. */
export function partComment(catalog: string, keyword: string, name: string): string {
  return `(SELECT 'COMMENT ON ${keyword} ' || pg_catalog.quote_ident(${name}) || ' ON ' || ${relationName} || ' IS '
                  || pg_catalog.quote_literal(d.description)
             FROM pg_catalog.pg_description d
            WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND d.objsubid = 0)`;
}
