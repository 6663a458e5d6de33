import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, quoted, statementsSql, yes } from "../sql-text.ts";

const from = "pg_catalog.pg_extension o JOIN pg_catalog.pg_namespace n ON n.oid = o.extnamespace";

/** Extensions. What they brought along is named under "used by" with how = extension. */
export const extensions: ObjectKindReader = {
  kind: "extension",
  catalog: "pg_extension",
  versions: sinceOldest(
    listSql({ oid: "e.oid", name: "e.extname", detail: "e.extversion" }, "pg_catalog.pg_extension e"),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Version", "o.extversion"],
      [
        "Version that could be installed",
        "(SELECT x.default_version FROM pg_catalog.pg_available_extensions() x WHERE x.name = o.extname)",
      ],
      ["Schema", "n.nspname"],
      ["Can be moved to another schema", yes("o.extrelocatable")],
      ["About", "(SELECT x.comment FROM pg_catalog.pg_available_extensions() x WHERE x.name = o.extname)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE EXTENSION IF NOT EXISTS ' || ${quoted("o.extname")} || ' WITH SCHEMA ' || ${quoted("n.nspname")}
         || ' VERSION ' || pg_catalog.quote_literal(o.extversion)`,
        commentSql("pg_extension", "EXTENSION", quoted("o.extname")),
      ]),
    ),
  ),
  // An extension's owner cannot be changed by ALTER; it is shown among the dependencies.
  access: null,
};
