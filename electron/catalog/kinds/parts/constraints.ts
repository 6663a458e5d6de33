import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted, statementsSql, yes } from "../sql-text.ts";
import { isSchemaUsable, onRelation, partComment, relationName } from "./part-sql.ts";

const kindOf = (row: string) => `
  CASE ${row}.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique' WHEN 'x' THEN 'exclusion' WHEN 'c' THEN 'check'
       WHEN 'n' THEN 'not null' WHEN 'f' THEN 'foreign key' ELSE 'trigger' END`;

const list = listSql(
  {
    oid: "k.oid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "k.conname",
    detail: `${kindOf("k")} || CASE WHEN k.convalidated THEN '' ELSE ', not validated' END`,
    isReadable: isSchemaUsable,
  },
  `pg_catalog.pg_constraint k ${onRelation("k.conrelid")} WHERE k.contype <> 't'`,
);
const from = `pg_catalog.pg_constraint o ${onRelation("o.conrelid")}`;

/** Constraints of tables. Those of domains are shown with their domain, constraint triggers with the triggers. */
export const constraints: ObjectKindReader = {
  kind: "constraint",
  catalog: "pg_constraint",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Kind", kindOf("o")],
      ["Validated", yes("o.convalidated")],
      ["Deferrable", "CASE WHEN o.condeferred THEN 'initially deferred' WHEN o.condeferrable THEN 'yes' ELSE 'no' END"],
      ["Refers to", "CASE WHEN o.contype = 'f' THEN o.confrelid::pg_catalog.regclass END"],
      ["Index", "CASE WHEN o.conindid <> 0 THEN o.conindid::pg_catalog.regclass END"],
      ["Declared here", yes("o.conislocal")],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `'ALTER ' || CASE c.relkind WHEN 'f' THEN 'FOREIGN TABLE ' ELSE 'TABLE ' END || ${relationName}
         || E'\\n  ADD CONSTRAINT ' || ${quoted("o.conname")} || ' ' || pg_catalog.pg_get_constraintdef(o.oid)`,
        partComment("pg_constraint", "CONSTRAINT", "o.conname"),
      ]),
    ),
  ),
  access: null,
};
