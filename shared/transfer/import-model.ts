import { z } from "zod";
import { objectNameSchema } from "../databases/model.ts";

/** How a file of rows is read. Delimiter, quote, header and NULL text mean something in delimited files only. */
export const fileDialectSchema = z.strictObject({
  format: z.enum(["delimited", "jsonLines", "json"]),
  encoding: z.enum(["utf-8", "utf-16le", "windows-1252"]),
  delimiter: z.string().length(1),
  quote: z.string().length(1),
  hasHeader: z.boolean(),
  /** A value without quotes that is this text is NULL. */
  nullText: z.string().max(100),
});

/** See `fileDialectSchema`. */
export type FileDialect = z.infer<typeof fileDialectSchema>;

/** The beginning of a file, and what it was taken for. `rows` are at most 50. */
export interface FilePreview {
  readonly path: string;
  readonly sizeBytes: number;
  readonly dialect: FileDialect;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

const name = z.string().min(1).max(1000);

/** What goes where. `source` is the place of a column in the file. Columns of the table that are not named get their default. */
export const importTargetSchema = z.strictObject({
  ...objectNameSchema.shape,
  columns: z
    .array(z.strictObject({ source: z.int().min(0).max(1_600), target: name }))
    .min(1)
    .max(1_600),
  /** What happens to a row whose key is there: the import fails, the row is left out, or it replaces the values. */
  onConflict: z.enum(["fail", "skip", "update"]),
});

/** See `importTargetSchema`. */
export type ImportTarget = z.infer<typeof importTargetSchema>;

/** A value of the sample that its column would refuse. `line` is 1-based, in the file. */
export interface ImportProblem {
  readonly line: number;
  readonly column: string;
  readonly value: string | null;
  readonly message: string;
}

/** What an import will send, and what it would stumble over. `checkedRows` is 0 where the server cannot check values. */
export interface ImportPreview {
  readonly statements: readonly string[];
  readonly checkedRows: number;
  readonly problems: readonly ImportProblem[];
}

/** What an import did. `rows` were read; `written` differs from it where rows were left out. */
export interface ImportReport {
  readonly rows: number;
  readonly written: number;
  readonly durationMs: number;
}
