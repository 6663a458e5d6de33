import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted, statementsSql } from "../sql-text.ts";
import { isSchemaUsable, onRelation, partComment, relationName } from "./part-sql.ts";

// The bits of tgtype: 1 row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate, 64 instead of.
const whenFired = (row: string) => `
  CASE WHEN ${row}.tgtype & 64 = 64 THEN 'instead of' WHEN ${row}.tgtype & 2 = 2 THEN 'before' ELSE 'after' END || ' '
  || pg_catalog.concat_ws(' or ', CASE WHEN ${row}.tgtype & 4 = 4 THEN 'insert' END,
       CASE WHEN ${row}.tgtype & 8 = 8 THEN 'delete' END, CASE WHEN ${row}.tgtype & 16 = 16 THEN 'update' END,
       CASE WHEN ${row}.tgtype & 32 = 32 THEN 'truncate' END)`;

const list = listSql(
  {
    oid: "t.oid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "t.tgname",
    detail: `CASE WHEN t.tgenabled = 'D' THEN 'disabled' ELSE ${whenFired("t")} END`,
    isReadable: isSchemaUsable,
  },
  `pg_catalog.pg_trigger t ${onRelation("t.tgrelid")} WHERE NOT t.tgisinternal`,
);
const from = `pg_catalog.pg_trigger o ${onRelation("o.tgrelid")}`;

/** Triggers that people made; those that keep foreign keys are left out. */
export const triggers: ObjectKindReader = {
  kind: "trigger",
  catalog: "pg_trigger",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Table", "o.tgrelid::pg_catalog.regclass"],
      ["Fires", whenFired("o")],
      ["For each", "CASE WHEN o.tgtype & 1 = 1 THEN 'row' ELSE 'statement' END"],
      ["Function", "o.tgfoid::pg_catalog.regprocedure"],
      [
        "State",
        "CASE o.tgenabled WHEN 'D' THEN 'disabled' WHEN 'A' THEN 'enabled always' WHEN 'R' THEN 'enabled on replicas' ELSE 'enabled' END",
      ],
      [
        "Deferrable",
        "CASE WHEN o.tginitdeferred THEN 'initially deferred' WHEN o.tgdeferrable THEN 'yes' ELSE 'no' END",
      ],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        "pg_catalog.pg_get_triggerdef(o.oid)",
        `CASE WHEN o.tgenabled <> 'O' THEN 'ALTER TABLE ' || ${relationName} || ' '
              || CASE o.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE REPLICA' END
              || ' TRIGGER ' || ${quoted("o.tgname")} END`,
        partComment("pg_trigger", "TRIGGER", "o.tgname"),
      ]),
    ),
  ),
  access: null,
};
