import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { rowFilterSchema } from "./conditions.ts";
import type { EstimatedPlace, GridPage, NearestRows, RowCount, WholeCell } from "./model.ts";

const name = z.string().min(1).max(1000);
const value = z.string().max(1_048_576);
const key = z.array(value.nullable()).min(1).max(40);

/** A stream of the caller's data port and the part of it that the rows go to. */
export const streamTargetSchema = z.strictObject({
  stream: z.string().min(1).max(100),
  part: z.int().min(0).max(1_000_000_000),
});

/** The sort of rows, the most important column first. */
export const rowSortSchema = z
  .array(z.strictObject({ column: name, isDescending: z.boolean(), isNullsFirst: z.boolean().optional() }))
  .max(10);

const pageStart = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("first") }),
  z.strictObject({ kind: z.literal("last") }),
  z.strictObject({ kind: z.enum(["after", "before", "from", "until"]), key }),
]);

const table = { ref: databaseRefSchema, schema: name, name };
const identity = z
  .array(z.strictObject({ column: name, value: value.nullable() }))
  .min(1)
  .max(40);
/** Which rows: all of them hold together. */
export const conditionsShape = {
  filters: z.array(rowFilterSchema).max(50),
  /** One expression as it stands behind WHERE, in the user's own words; the search path is the user's. */
  where: z.string().trim().min(1).max(20_000).optional(),
};

/** Requests about the rows of one table or view. */
export const gridContract = {
  /**
   * Sends one page of rows to the stream, in the unique order that `GridPage.order` describes, and answers how the
   * next one is asked for. Rejects with `notFound`, `sql` (no privilege, a filter value that is no such type), `refused` (a WHERE that is more than a condition), `timeout`.
   */
  "grid.rows": declareOperation<GridPage>()(
    z.strictObject({
      ...table,
      target: streamTargetSchema,
      /** Columns to read, in this order; all when absent. */
      columns: z.array(name).min(1).max(1_600).optional(),
      sort: rowSortSchema,
      start: pageStart,
      ...conditionsShape,
      pageRows: z.int().min(1).max(5_000),
    }),
  ),
  /** One whole cell of the row that `identity` names (values of `GridPage.order.identity`), at most 8 MiB of it. */
  "grid.cell": declareOperation<WholeCell>()(
    z.strictObject({
      ...table,
      column: name,
      identity,
    }),
  ),
  /**
   * Counts the rows that fit, exactly: reads them all, at most for the statement time-out, until it is cancelled. Rejects
   * as `grid.rows` does.
   */
  "grid.count": declareOperation<RowCount>()(z.strictObject({ ...table, ...conditionsShape })),
  /** How many rows the planner thinks fit: EXPLAIN without ANALYZE, so nothing is read. Rejects as `grid.rows` does. */
  "grid.estimate": declareRequest<number>()(z.strictObject({ ...table, ...conditionsShape })),
  /**
   * The rows whose value in `column` is nearest to that of the row `identity`, by a distance of the column's own type.
   * Without an index it reads all rows. Rejects with `unsupported` (no such distance), `notFound`, `sql`, `timeout`.
   */
  "grid.nearest": declareOperation<NearestRows>()(
    z.strictObject({
      ...table,
      column: name,
      identity,
      operator: z.string().min(1).max(10).optional(),
      rows: z.int().min(1).max(100),
    }),
  ),
  /**
   * About where the row stands that has `fraction` of all rows before it; reads statistics, no rows. Rejects with
   * `unsupported` when there are none for this order.
   */
  "grid.place": declareRequest<EstimatedPlace>()(
    z.strictObject({ ...table, sort: rowSortSchema, fraction: z.number().min(0).max(1) }),
  ),
};
