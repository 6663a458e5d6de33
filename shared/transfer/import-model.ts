import { z } from "zod";
import { objectNameSchema } from "../databases/model.ts";
import type { AppErrorCode } from "../ipc/app-error.ts";

/** How a file of rows is read. Delimiter, quote, header and NULL text mean something in delimited files only. */
export const fileDialectSchema = z.strictObject({
  format: z.enum(["delimited", "jsonLines", "json"]),
  encoding: z.enum(["utf-8", "utf-16le", "windows-1252"]),
  delimiter: z.string().length(1),
  quote: z.string().length(1),
  hasHeader: z.boolean(),
  /** A value without quotes that is this text is NULL. */
  nullText: z.string().max(100),
  /** What null means for a json or jsonb column in a file of JSON: SQL's NULL, or JSON's own null. Elsewhere it is NULL. */
  jsonNull: z.enum(["sqlNull", "jsonNull"]),
  /** What a key that an object does not have means: NULL, or the default of the column. */
  missingKey: z.enum(["null", "default"]),
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

/** A type as it is written: a name with its arguments. The server judges it; a statement's end it cannot be. */
const typeName = z.string().trim().min(1).max(200);

/** The table that an import makes before it fills it. At most one column is the primary key. */
export const newTableSchema = z.strictObject({
  columns: z
    .array(z.strictObject({ name, type: typeName, isNullable: z.boolean() }))
    .min(1)
    .max(1_600),
  primaryKey: name.nullable(),
});

/** See `newTableSchema`. */
export type NewTable = z.infer<typeof newTableSchema>;

/**
 * An import in parts: each `rows` rows are one transaction, and rows that the server refuses go into a file beside the one
 * that is read. It stops after the batch in which more than `maxRefused` were. The first `skipRows` rows are passed over.
 */
export const importBatchesSchema = z.strictObject({
  rows: z.int().min(1).max(100_000),
  maxRefused: z.int().min(0).max(1_000_000_000),
  skipRows: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
});

/** See `importBatchesSchema`. */
export type ImportBatches = z.infer<typeof importBatchesSchema>;

/** What goes where. `source` is the place of a column in the file. Columns of the table that are not named get their default. */
export const importTargetSchema = z.strictObject({
  ...objectNameSchema.shape,
  columns: z
    .array(z.strictObject({ source: z.int().min(0).max(1_600), target: name }))
    .min(1)
    .max(1_600),
  /** What happens to a row whose key is there: the import fails, the row is left out, or it replaces the values. */
  onConflict: z.enum(["fail", "skip", "update"]),
  /** Absent: the table is there. */
  newTable: newTableSchema.optional(),
  /** Absent: one transaction, all rows or none. */
  batches: importBatchesSchema.optional(),
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

/**
 * Why an import in batches ended before the file did. The first `settledRows` rows of the file are in the table or in the
 * file of refused rows; to go on, pass them over.
 */
export interface ImportStop {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly settledRows: number;
}

/**
 * What an import did. `rows` were read; of them `written` are in the table, `refused` in `refusedFile`, and the others were
 * left out because their keys were there already.
 */
export interface ImportReport {
  readonly rows: number;
  readonly written: number;
  readonly refused: number;
  readonly refusedFile: string | null;
  readonly stopped: ImportStop | null;
  readonly durationMs: number;
}

/** A column that a new table could have. `reason` says why the type is not a narrower one; empty when that is plain. */
export interface ProposedColumn {
  readonly source: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly reason: string;
}

/** A table for a file. `nullWords` are words that look like NULL but are text as the file is read; most frequent first. */
export interface TableProposal {
  readonly columns: readonly ProposedColumn[];
  readonly nullWords: readonly string[];
  readonly rows: number;
  /** Whether every row of the file was looked at. */
  readonly isWhole: boolean;
}
