import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** One column as comparing needs to know it. */
export interface ShapeColumn {
  readonly name: string;
  readonly type: string;
  /** The type without its modifier, qualified, for casts. */
  readonly castType: string;
  readonly hasEquality: boolean;
  readonly isGenerated: boolean;
  readonly isIdentityAlways: boolean;
  readonly isReadable: boolean;
}

/** Columns with a unique index over whole, not-null columns. */
export interface ShapeKey {
  readonly columns: readonly string[];
  readonly isPrimary: boolean;
}

/** A table as comparing needs to know it. */
export interface TableShape {
  readonly table: ObjectName;
  readonly estimatedRows: number | null;
  /** Its rows are in its partitions; those of tables that inherit from an ordinary one are not its own. */
  readonly isPartitioned: boolean;
  readonly columns: readonly ShapeColumn[];
  readonly keys: readonly ShapeKey[];
}

// `=` of geometric types compares areas; json, xml and their like have none.
const columnsSql = `
  SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
           'name', a.attname, 'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
           'castType', pg_catalog.format_type(a.atttypid, NULL),
           'isGenerated', a.attgenerated <> '', 'isIdentityAlways', a.attidentity = 'a',
           'isReadable', pg_catalog.has_column_privilege(c.oid, a.attnum, 'SELECT'),
           'hasEquality', e.typcategory <> 'G' AND e.typtype <> 'c' AND (e.typtype IN ('e', 'r', 'm') OR e.typname = 'varchar'
              OR EXISTS (SELECT FROM pg_catalog.pg_operator o WHERE o.oprname = '=' AND o.oprleft = e.oid AND o.oprright = e.oid))
         ) ORDER BY a.attnum)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN b.typcategory = 'A' AND b.typelem <> 0 THEN b.typelem ELSE b.oid END
   WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const keysSql = `
  SELECT pg_catalog.json_agg(pg_catalog.json_build_object('isPrimary', i.indisprimary, 'columns', k.columns)
                             ORDER BY i.indisprimary DESC, x.relname)
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
   CROSS JOIN LATERAL (
     SELECT pg_catalog.json_agg(a.attname ORDER BY u.place) AS columns, pg_catalog.bool_and(a.attnotnull) AS is_whole,
            pg_catalog.count(a.attname) AS number
       FROM pg_catalog.generate_series(1, i.indnkeyatts) u (place)
       LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[u.place - 1] AND a.attnum > 0) k
   WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate AND i.indpred IS NULL
     AND k.is_whole AND k.number = i.indnkeyatts`;

const sql = `
  SELECT n.nspname, c.relname, c.reltuples, c.relkind = 'p', (${columnsSql})::pg_catalog.text, (${keysSql})::pg_catalog.text
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
     AND n.nspname <> 'information_schema' AND NOT pg_catalog.starts_with(n.nspname, 'pg_')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND e.objid = c.oid AND e.deptype = 'e')`;

/** The tables of a database that rows can be compared of, by name. */
export async function readTableShapes(session: ReadSession): Promise<readonly TableShape[]> {
  const answer = await session.query(`${sql} ORDER BY 1, 2`, [], { maxRows: 0, cause: "comparison: tables" });
  return answer.rows.map(toShape);
}

/** One table; null when there is none of that name. */
export async function readTableShape(session: ReadSession, { schema, name }: ObjectName): Promise<TableShape | null> {
  const one = `${sql} AND n.nspname = $1 AND c.relname = $2`;
  const answer = await session.query(one, [schema, name], {
    cause: "comparison: table",
    maxCellBytes: 16 * 1024 * 1024,
  });
  const [row] = answer.rows;
  return row ? toShape(row) : null;
}

function toShape([schema, name, tuples, isPartitioned, columns, keys]: readonly (string | null)[]): TableShape {
  const estimate = Number(tuples);
  return {
    table: { schema: schema ?? "", name: name ?? "" },
    estimatedRows: estimate < 0 ? null : Math.round(estimate),
    isPartitioned: isPartitioned === "t",
    // Both are JSON that the query above builds.
    columns: JSON.parse(columns ?? "[]") as readonly ShapeColumn[],
    keys: JSON.parse(keys ?? "[]") as readonly ShapeKey[],
  };
}
