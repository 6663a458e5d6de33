import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { commentSql, qualified, quoted, statementsSql, yes } from "../sql-text.ts";
import { isSchemaUsable, onRelation, relationName } from "./part-sql.ts";

const list = listSql(
  {
    oid: "x.oid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "x.relname",
    detail: `pg_catalog.concat_ws(', ', CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' END,
                                  CASE WHEN NOT i.indisvalid THEN 'invalid' END)`,
    isReadable: isSchemaUsable,
  },
  `pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid ${onRelation("i.indrelid")}
    WHERE c.relkind IN ('r', 'p', 'm')`,
);
const from = `pg_catalog.pg_class o JOIN pg_catalog.pg_index i ON i.indexrelid = o.oid ${onRelation("i.indrelid")}`;
const constraint = `pg_catalog.pg_constraint k WHERE k.conindid = o.oid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')`;

/** Indexes. One that belongs to a constraint is made by its constraint. */
export const indexes: ObjectKindReader = {
  kind: "index",
  catalog: "pg_class",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Table", "i.indrelid::pg_catalog.regclass"],
      ["Access method", "(SELECT am.amname FROM pg_catalog.pg_am am WHERE am.oid = o.relam)"],
      ["Unique", yes("i.indisunique")],
      ["Primary key", yes("i.indisprimary")],
      ["Valid", yes("i.indisvalid")],
      ["Predicate", "pg_catalog.pg_get_expr(i.indpred, i.indrelid, true)"],
      ["Constraint", `(SELECT k.conname FROM ${constraint})`],
      ["Storage options", "pg_catalog.array_to_string(o.reloptions, ', ')"],
      ["Scans", "(SELECT s.idx_scan FROM pg_catalog.pg_stat_all_indexes s WHERE s.indexrelid = o.oid)"],
    ]),
  ),
  ddl: ddlFrom(
    sinceOldest(
      statementsSql(from, [
        `COALESCE((SELECT 'ALTER TABLE ' || ${relationName} || E'\\n  ADD CONSTRAINT ' || ${quoted("k.conname")} || ' '
                          || pg_catalog.pg_get_constraintdef(k.oid) FROM ${constraint}),
                  pg_catalog.pg_get_indexdef(o.oid))`,
        commentSql("pg_class", "INDEX", qualified("n.nspname", "o.relname")),
      ]),
    ),
  ),
  access: null,
};
