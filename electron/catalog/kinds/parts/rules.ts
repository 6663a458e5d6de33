import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted, statementsSql, yes } from "../sql-text.ts";
import { isSchemaUsable, onRelation, partComment, relationName } from "./part-sql.ts";

const eventOf = (row: string) =>
  `CASE ${row}.ev_type WHEN '1' THEN 'select' WHEN '2' THEN 'update' WHEN '3' THEN 'insert' ELSE 'delete' END`;

const list = listSql(
  {
    oid: "r.oid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "r.rulename",
    detail: `'on ' || ${eventOf("r")} || CASE WHEN r.is_instead THEN ' instead' ELSE '' END`,
    isReadable: isSchemaUsable,
  },
  `pg_catalog.pg_rewrite r ${onRelation("r.ev_class")} WHERE r.rulename <> '_RETURN'`,
);
const from = `pg_catalog.pg_rewrite o ${onRelation("o.ev_class")}`;

/** Rewrite rules; the one that makes a view a view is the view's definition. */
export const rules: ObjectKindReader = {
  kind: "rule",
  catalog: "pg_rewrite",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Table", "o.ev_class::pg_catalog.regclass"],
      ["Event", eventOf("o")],
      ["Instead", yes("o.is_instead")],
      [
        "State",
        "CASE o.ev_enabled WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' WHEN 'R' THEN 'enabled on replicas' ELSE 'enabled' END",
      ],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        "pg_catalog.rtrim(pg_catalog.pg_get_ruledef(o.oid), ';')",
        `CASE WHEN o.ev_enabled <> 'O' THEN 'ALTER TABLE ' || ${relationName} || ' '
              || CASE o.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END
              || ' RULE ' || ${quoted("o.rulename")} END`,
        partComment("pg_rewrite", "RULE", "o.rulename"),
      ]),
    ),
  ),
  access: null,
};
