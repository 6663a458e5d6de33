import { z } from "zod";
import type { ObjectName } from "../../shared/databases/model.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ReadSession } from "../postgres/session.ts";

const columnSchema = z.strictObject({
  name: z.string(),
  type: z.string(),
  baseType: z.string(),
  /** The column's own type, to be quoted: a cast to it never cuts or rounds, because it has no modifier. */
  castType: z.strictObject({ schema: z.string(), name: z.string() }),
  /** Whether `=` means the same value; values of other types are compared by their text. */
  hasEquality: z.boolean(),
  labels: z.array(z.string()).nullable(),
  isNotNull: z.boolean(),
  defaultExpression: z.string().nullable(),
  isGenerated: z.boolean(),
  isIdentityAlways: z.boolean(),
  mayInsert: z.boolean(),
  mayUpdate: z.boolean(),
});

const tableSchema = z.strictObject({
  columns: z.array(columnSchema),
  mayInsert: z.boolean(),
  mayUpdate: z.boolean(),
  mayDelete: z.boolean(),
});

/** A column with what the statements need of it. */
export type WritableColumn = z.infer<typeof columnSchema>;

/** A table or view with what may be done to its rows. */
export type WritableTable = z.infer<typeof tableSchema>;

// pg_relation_is_updatable: bit 2 UPDATE, 3 INSERT, 4 DELETE, with INSTEAD OF triggers (true). `=` of geometric types
// compares areas, so they count as types without one.
const sql = `
  SELECT pg_catalog.json_build_object(
    'mayInsert', (u.events & 8) <> 0 AND (pg_catalog.has_table_privilege(c.oid, 'INSERT')
                   OR pg_catalog.has_any_column_privilege(c.oid, 'INSERT')),
    'mayUpdate', (u.events & 4) <> 0 AND (pg_catalog.has_table_privilege(c.oid, 'UPDATE')
                   OR pg_catalog.has_any_column_privilege(c.oid, 'UPDATE')),
    'mayDelete', (u.events & 16) <> 0 AND pg_catalog.has_table_privilege(c.oid, 'DELETE'),
    'columns', (SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
      'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod), 'baseType', b.typname,
      'castType', pg_catalog.json_build_object('schema', tn.nspname, 'name', t.typname),
      'hasEquality', CASE WHEN b.typcategory = 'G' OR b.typtype = 'c' THEN false WHEN b.typtype IN ('e', 'r', 'm') THEN true
        ELSE EXISTS (SELECT FROM pg_catalog.pg_operator o
                      WHERE o.oprname = '=' AND o.oprleft = o.oprright AND o.oprleft = CASE e.oid
                        WHEN 'pg_catalog.varchar'::pg_catalog.regtype THEN 'pg_catalog.text'::pg_catalog.regtype ELSE e.oid END) END,
      'labels', CASE WHEN b.typtype = 'e' THEN (SELECT pg_catalog.json_agg(l.enumlabel ORDER BY l.enumsortorder)
                                                  FROM pg_catalog.pg_enum l WHERE l.enumtypid = b.oid) END,
      'isNotNull', a.attnotnull OR t.typnotnull,
      'defaultExpression', CASE WHEN a.attgenerated <> '' THEN NULL
        WHEN a.attidentity <> '' THEN 'identity' ELSE pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
      'isGenerated', a.attgenerated <> '', 'isIdentityAlways', a.attidentity = 'a',
      'mayInsert', pg_catalog.has_column_privilege(c.oid, a.attnum, 'INSERT'),
      'mayUpdate', pg_catalog.has_column_privilege(c.oid, a.attnum, 'UPDATE')
        AND pg_catalog.pg_column_is_updatable(c.oid, a.attnum, true)) ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
      JOIN LATERAL (WITH RECURSIVE bases AS (SELECT t.oid, t.typbasetype UNION ALL
                      SELECT up.oid, up.typbasetype FROM bases JOIN pg_catalog.pg_type up ON up.oid = bases.typbasetype)
                    SELECT base.* FROM bases JOIN pg_catalog.pg_type base ON base.oid = bases.oid
                     WHERE bases.typbasetype = 0) b ON true
      JOIN LATERAL (SELECT CASE WHEN b.typcategory = 'A' AND b.typelem <> 0 THEN b.typelem ELSE b.oid END AS oid) e ON true
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))::pg_catalog.text
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   CROSS JOIN LATERAL (SELECT pg_catalog.pg_relation_is_updatable(c.oid, true) AS events) u
   WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f', 'v')`;

/** Reads what may be edited, in one statement. Rejects with `notFound`, and for what has no rows to edit. */
export async function readWritableTable(session: ReadSession, { schema, name }: ObjectName): Promise<WritableTable> {
  const answer = await session.query(sql, [schema, name], { maxCellBytes: 16 * 1024 * 1024 });
  const text = answer.rows[0]?.[0];
  if (text === undefined || text === null)
    throw new AppError("notFound", `There is no table or view ${schema}.${name} whose rows could be edited.`, {
      hint: "It may have been renamed or dropped. Refresh the catalog.",
    });
  return tableSchema.parse(JSON.parse(text));
}
