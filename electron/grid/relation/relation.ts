import { z } from "zod";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { relationSql } from "./relation-sql.ts";

const operatorSchema = z.strictObject({ schema: z.string(), name: z.string() });

const columnSchema = z.strictObject({
  name: z.string(),
  number: z.int(),
  type: z.string(),
  baseType: z.string(),
  castType: z.string(),
  /** How the server cuts a long value: never, as text, as bytes, or by its output text. */
  cut: z.enum(["never", "text", "bytes", "output"]),
  isNullable: z.boolean(),
  isInPrimaryKey: z.boolean(),
  isForeignKey: z.boolean(),
  isReadable: z.boolean(),
  isNumeric: z.boolean(),
  /** `<`, `<=`, `=`, `>=`, `>` of the type's btree order; null when it has none. */
  operators: z.array(operatorSchema).length(5).nullable(),
});

const uniqueKeySchema = z.strictObject({
  indexName: z.string(),
  isPrimary: z.boolean(),
  columns: z.array(z.string()).min(1),
});

const placeSchema = z.strictObject({ oid: z.coerce.number(), blocks: z.coerce.number() });

const relationSchema = z.strictObject({
  oid: z.coerce.number(),
  kind: z.enum(["r", "p", "f", "v", "m"]),
  isReadable: z.boolean(),
  columns: z.array(columnSchema),
  uniqueKeys: z.array(uniqueKeySchema),
  hasChildren: z.boolean(),
  isPlaceReadable: z.boolean(),
  places: z.array(placeSchema),
  estimatedRows: z.coerce.number().nullable(),
});

/** A btree operator with the schema it lives in, because reads look names up in pg_catalog only. */
export type SqlOperator = z.infer<typeof operatorSchema>;

/** A column with what its values can be done to. `castType` names its type without modifier, domains resolved. */
export type RelationColumn = z.infer<typeof columnSchema>;

/** A unique index that gives every visible row a place of its own: no NULLs, not partial, not deferrable. */
export type UniqueKey = z.infer<typeof uniqueKeySchema>;

/** A table with its physical rows (a partition, or the table itself) and its length in blocks. */
export type RowPlace = z.infer<typeof placeSchema>;

/**
 * What the grid must know of a relation before it can ask for rows. `places` are the heaps behind it in the order of
 * their oids; `isPlaceReadable` says whether ctid means something in all of them.
 */
export type GridRelation = z.infer<typeof relationSchema>;

/** Reads a table, view, materialized or foreign table in one statement. Rejects with `notFound` and `sql` (privilege). */
export async function readGridRelation(session: ReadSession, { schema, name }: ObjectName): Promise<GridRelation> {
  const answer = await session.query(relationSql, [schema, name], {
    maxCellBytes: 16 * 1024 * 1024,
    cause: "grid: table",
  });
  const text = answer.rows[0]?.[0];
  if (text === undefined || text === null)
    throw new AppError("notFound", `There is no table or view ${schema}.${name}.`, {
      hint: "It may have been renamed or dropped. Refresh the catalog.",
    });
  const relation = relationSchema.parse(JSON.parse(text));
  if (!relation.isReadable)
    throw new AppError("sql", `Your role may not read ${schema}.${name}.`, {
      hint: `Ask its owner for GRANT USAGE ON SCHEMA and GRANT SELECT.`,
      postgres: { sqlstate: "42501", schema, table: name },
    });
  return relation;
}

/** A column by name. Throws `notFound`, or `sql` when the role may not read it. */
export function findColumn(relation: GridRelation, name: string): RelationColumn {
  const column = relation.columns.find((each) => each.name === name);
  if (!column)
    throw new AppError("notFound", `There is no column ${name}.`, {
      hint: "It may have been renamed or dropped. Refresh the table.",
    });
  if (!column.isReadable)
    throw new AppError("sql", `Your role may not read the column ${name}.`, {
      hint: "Leave it out, or ask for GRANT SELECT on it.",
      postgres: { sqlstate: "42501", column: name },
    });
  return column;
}
