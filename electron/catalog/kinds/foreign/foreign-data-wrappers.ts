import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, optionsSql, qualified, quoted, statementsSql } from "../sql-text.ts";

const from = "pg_catalog.pg_foreign_data_wrapper o";
const routine = (word: string, oid: string) => `
  COALESCE((SELECT ' ${word} ' || ${qualified("fn.nspname", "f.proname")} FROM pg_catalog.pg_proc f
              JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = ${oid}), '')`;
const name = quoted("o.fdwname");

/** Foreign data wrappers. */
export const foreignDataWrappers: ObjectKindReader = {
  kind: "foreignDataWrapper",
  catalog: "pg_foreign_data_wrapper",
  versions: sinceOldest(
    listSql(
      {
        oid: "f.oid",
        name: "f.fdwname",
        isReadable: "pg_catalog.has_foreign_data_wrapper_privilege(f.oid, 'USAGE')",
      },
      "pg_catalog.pg_foreign_data_wrapper f",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Handler", "CASE WHEN o.fdwhandler <> 0 THEN o.fdwhandler::pg_catalog.regprocedure END"],
      ["Validator", "CASE WHEN o.fdwvalidator <> 0 THEN o.fdwvalidator::pg_catalog.regprocedure END"],
      ["Servers", "(SELECT pg_catalog.count(*) FROM pg_catalog.pg_foreign_server s WHERE s.srvfdw = o.oid)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'CREATE FOREIGN DATA WRAPPER ' || ${name} || ${routine("HANDLER", "o.fdwhandler")} || ${routine("VALIDATOR", "o.fdwvalidator")}
         || ${optionsSql("o.fdwoptions")}`,
        commentSql("pg_foreign_data_wrapper", "FOREIGN DATA WRAPPER", name),
      ]),
    ),
  ),
  access: {
    acl: "o.fdwacl",
    owner: "o.fdwowner",
    defaultFor: "'F'",
    grantOn: `'FOREIGN DATA WRAPPER ' || ${name}`,
    alter: `'FOREIGN DATA WRAPPER ' || ${name}`,
  },
};
