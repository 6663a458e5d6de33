import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { isSecretOption, optionsSql, quoted, statementsSql } from "../sql-text.ts";

// The view, not the table: it gives the options only to those who may know them.
const from = "(SELECT m.*, m.umid AS oid FROM pg_catalog.pg_user_mappings m) o";
const user = "CASE WHEN o.umuser = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(o.usename) END";

/** User mappings of foreign servers. Passwords among their options are never read out. */
export const userMappings: ObjectKindReader = {
  kind: "userMapping",
  catalog: "pg_user_mapping",
  versions: sinceOldest(
    listSql(
      { oid: "m.umid", name: "m.usename", identity: "m.srvname::pg_catalog.text", detail: "'on ' || m.srvname" },
      "pg_catalog.pg_user_mappings m",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["User", "CASE WHEN o.umuser = 0 THEN 'PUBLIC' ELSE o.usename END"],
      ["Server", "o.srvname"],
      [
        "Options",
        `CASE WHEN o.umoptions IS NULL THEN 'none, or unreadable for this role'
              ELSE (SELECT pg_catalog.string_agg(x.option_name || ' = ' || CASE WHEN ${isSecretOption} THEN '(not shown)' ELSE x.option_value END, E'\\n')
                      FROM pg_catalog.pg_options_to_table(o.umoptions) x) END`,
      ],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_options_to_table(o.umoptions) x WHERE ${isSecretOption})
              THEN E'-- Secrets among the options are left out.\\n' ELSE '' END
         || 'CREATE USER MAPPING FOR ' || ${user} || ' SERVER ' || ${quoted("o.srvname")} || ${optionsSql("o.umoptions")}`,
      ]),
    ),
  ),
  access: null,
};
