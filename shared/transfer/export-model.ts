import { z } from "zod";
import { objectNameSchema } from "../databases/model.ts";
import { conditionsShape, rowSortSchema } from "../grid/contract.ts";

/** What is exported: a table as the grid shows it, the rows of a statement, or several whole tables. */
export const exportSourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("table"),
    ...objectNameSchema.shape,
    /** Columns in this order; all when absent. */
    columns: z.array(z.string().min(1).max(1000)).min(1).max(1_600).optional(),
    sort: rowSortSchema,
    ...conditionsShape,
  }),
  z.strictObject({ kind: z.literal("query"), sql: z.string().min(1).max(8_000_000) }),
  z.strictObject({ kind: z.literal("tables"), tables: z.array(objectNameSchema).min(1).max(10_000) }),
]);

/** See `exportSourceSchema`. */
export type ExportSource = z.infer<typeof exportSourceSchema>;

/** What an export will do, before it does it. `statements` are sent in this order, inside a READ ONLY transaction. */
export interface ExportPreview {
  readonly statements: readonly string[];
  readonly columns: readonly string[];
  /** The planner's estimate; null when it is unknown or rows are filtered. */
  readonly estimatedRows: number | null;
}

/** A file that an export wrote. */
export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** What an export did. `notes` say what a reader of the files must know (a cell that was cut, a second sheet). */
export interface ExportReport {
  readonly files: readonly WrittenFile[];
  readonly durationMs: number;
  readonly notes: readonly string[];
}
