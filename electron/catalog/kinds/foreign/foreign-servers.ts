import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, isSecretOption, optionsSql, quoted, statementsSql } from "../sql-text.ts";

const from = "pg_catalog.pg_foreign_server o JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = o.srvfdw";
const name = quoted("o.srvname");

/** Foreign servers. */
export const foreignServers: ObjectKindReader = {
  kind: "foreignServer",
  catalog: "pg_foreign_server",
  versions: sinceOldest(
    listSql(
      {
        oid: "s.oid",
        name: "s.srvname",
        detail: "w.fdwname",
        isReadable: "pg_catalog.has_server_privilege(s.oid, 'USAGE')",
      },
      "pg_catalog.pg_foreign_server s JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Wrapper", "w.fdwname"],
      ["Type", "o.srvtype"],
      ["Version", "o.srvversion"],
      [
        "Options",
        `(SELECT pg_catalog.string_agg(x.option_name || ' = ' || CASE WHEN ${isSecretOption} THEN '(not shown)' ELSE x.option_value END, E'\\n')
            FROM pg_catalog.pg_options_to_table(o.srvoptions) x)`,
      ],
      ["Foreign tables", "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_foreign_table f WHERE f.ftserver = o.oid)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE SERVER ' || ${name} || COALESCE(' TYPE ' || pg_catalog.quote_literal(o.srvtype), '')
         || COALESCE(' VERSION ' || pg_catalog.quote_literal(o.srvversion), '')
         || ' FOREIGN DATA WRAPPER ' || ${quoted("w.fdwname")} || ${optionsSql("o.srvoptions")}`,
        commentSql("pg_foreign_server", "SERVER", name),
      ]),
    ),
  ),
  access: {
    acl: "o.srvacl",
    owner: "o.srvowner",
    defaultFor: "'S'",
    grantOn: `'FOREIGN SERVER ' || ${name}`,
    alter: `'SERVER ' || ${name}`,
  },
};
