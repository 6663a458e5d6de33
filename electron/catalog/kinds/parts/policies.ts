import { policyDefinitionSql } from "../../table/attachments.ts";
import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { statementsSql, yes } from "../sql-text.ts";
import { isSchemaUsable, onRelation, partComment } from "./part-sql.ts";

const commandOf = (row: string) => `
  CASE ${row}.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END`;

const list = listSql(
  {
    oid: "p.oid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "p.polname",
    detail: `'for ' || ${commandOf("p")} || CASE WHEN p.polpermissive THEN '' ELSE ', restrictive' END`,
    isReadable: isSchemaUsable,
  },
  `pg_catalog.pg_policy p ${onRelation("p.polrelid")}`,
);
const from = `pg_catalog.pg_policy o ${onRelation("o.polrelid")}`;

/** Row security policies. */
export const policies: ObjectKindReader = {
  kind: "policy",
  catalog: "pg_policy",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Table", "o.polrelid::pg_catalog.regclass"],
      ["Row security of the table", "CASE WHEN c.relrowsecurity THEN 'on' ELSE 'off: the policy does nothing' END"],
      ["Command", commandOf("o")],
      ["Permissive", yes("o.polpermissive")],
      [
        "Roles",
        `CASE WHEN o.polroles = '{0}' THEN 'PUBLIC' ELSE (
           SELECT pg_catalog.string_agg(r.rolname, ', ' ORDER BY r.rolname) FROM pg_catalog.pg_roles r WHERE r.oid = ANY (o.polroles)) END`,
      ],
      ["Using", "pg_catalog.pg_get_expr(o.polqual, o.polrelid)"],
      ["With check", "pg_catalog.pg_get_expr(o.polwithcheck, o.polrelid)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(statementsSql(from, [policyDefinitionSql("o"), partComment("pg_policy", "POLICY", "o.polname")])),
  ),
  access: null,
};
