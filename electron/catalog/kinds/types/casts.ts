import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { firstOwnOid, statementsSql } from "../sql-text.ts";

const contextOf = (row: string) =>
  `CASE ${row}.castcontext WHEN 'i' THEN 'implicit' WHEN 'a' THEN 'in assignments' ELSE 'explicit' END`;
const source = (row: string) => `pg_catalog.format_type(${row}.castsource, NULL)`;
const target = (row: string) => `pg_catalog.format_type(${row}.casttarget, NULL)`;

const list = listSql(
  {
    oid: "c.oid",
    name: `(${source("c")} || ' as ' || ${target("c")})`,
    detail: contextOf("c"),
  },
  // A range brings a cast to its multirange along.
  `pg_catalog.pg_cast c WHERE c.oid >= ${firstOwnOid} AND NOT EXISTS (
     SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'i')`,
);

/** Casts that did not come with the server. Their name is made of both types. */
export const casts: ObjectKindReader = {
  kind: "cast",
  catalog: "pg_cast",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql("pg_catalog.pg_cast o", [
      ["From", source("o")],
      ["To", target("o")],
      ["Used", contextOf("o")],
      ["Method", "CASE o.castmethod WHEN 'f' THEN 'function' WHEN 'i' THEN 'by text' ELSE 'same bytes' END"],
      ["Function", "CASE WHEN o.castfunc <> 0 THEN o.castfunc::pg_catalog.regprocedure END"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql("pg_catalog.pg_cast o", [
        `'CREATE CAST (' || ${source("o")} || ' AS ' || ${target("o")} || ') '
         || CASE o.castmethod WHEN 'f' THEN 'WITH FUNCTION ' || o.castfunc::pg_catalog.regprocedure::pg_catalog.text
                              WHEN 'i' THEN 'WITH INOUT' ELSE 'WITHOUT FUNCTION' END
         || CASE o.castcontext WHEN 'i' THEN ' AS IMPLICIT' WHEN 'a' THEN ' AS ASSIGNMENT' ELSE '' END`,
        `(SELECT 'COMMENT ON CAST (' || ${source("o")} || ' AS ' || ${target("o")} || ') IS ' || pg_catalog.quote_literal(d.description)
            FROM pg_catalog.pg_description d
           WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_cast'::pg_catalog.regclass AND d.objsubid = 0)`,
      ]),
    ),
  ),
  access: null,
};
