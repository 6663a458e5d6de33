import { columnDefinition } from "../../../../shared/catalog/relation-ddl.ts";
import { quoteIdentifier, quoteLiteral, quoteName } from "../../../../shared/sql/quote.ts";
import { readColumns } from "../../table/columns.ts";
import { factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { yes } from "../sql-text.ts";
import { onRelation } from "./part-sql.ts";

/**
 * A column has no oid of its own: here it is that of its relation, and the name tells it apart. Row types of composite
 * types are shown with their type.
 */
const list = listSql(
  {
    oid: "a.attrelid",
    schema: "n.nspname",
    parent: "c.relname",
    name: "a.attname",
    detail: `pg_catalog.format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END`,
    place: "a.attnum",
    isReadable: "pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')",
  },
  `pg_catalog.pg_attribute a ${onRelation("a.attrelid")}
    WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')`,
);

// $2: the column's name. The joined row stands in for an object with an oid.
const from = `
  (SELECT a.*, a.attrelid AS oid FROM pg_catalog.pg_attribute a WHERE a.attname = $2 AND NOT a.attisdropped) o
  JOIN pg_catalog.pg_type t ON t.oid = o.atttypid
  LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = o.attrelid AND d.adnum = o.attnum`;

/** Columns of tables and views. Their facts take the name as $2. */
export const columns: ObjectKindReader = {
  kind: "column",
  catalog: "pg_class",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["Type", "pg_catalog.format_type(o.atttypid, o.atttypmod)"],
      ["NULL", "CASE WHEN o.attnotnull THEN 'not allowed' ELSE 'allowed' END"],
      ["Default", "CASE WHEN o.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END"],
      ["Generated as", "CASE WHEN o.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END"],
      ["Identity", "CASE o.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END"],
      ["Collation", "CASE WHEN o.attcollation <> 0 THEN o.attcollation::pg_catalog.regcollation END"],
      [
        "Storage",
        "CASE o.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END",
      ],
      ["Statistics target", "NULLIF(o.attstattarget, -1)"],
      ["Options", "pg_catalog.array_to_string(o.attoptions, ', ')"],
      ["Declared here", yes("o.attislocal")],
      ["Number", "o.attnum"],
    ]),
  ),
  ddl: async (session, { oid, name, schema, parent }) => {
    const column = (await readColumns(session, oid)).find((candidate) => candidate.name === name);
    if (!column) return [];
    const table = quoteName({ schema, name: parent });
    const comment =
      column.comment === null
        ? []
        : [`COMMENT ON COLUMN ${table}.${quoteIdentifier(name)} IS ${quoteLiteral(column.comment).trim()}`];
    const notNull = column.isNullable ? "" : "NOT NULL";
    return [`ALTER TABLE ${table}\n  ADD COLUMN ${columnDefinition(column, notNull)}`, ...comment];
  },
  access: null,
};
