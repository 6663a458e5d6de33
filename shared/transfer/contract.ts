import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { FolderListing } from "../files/folder-listing.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { exportFormatIds } from "./export-formats.ts";
import { type ExportPreview, type ExportReport, exportSourceSchema } from "./export-model.ts";
import { exportOptionsSchema } from "./export-options.ts";
import {
  type FilePreview,
  fileDialectSchema,
  type ImportPreview,
  type ImportReport,
  importTargetSchema,
} from "./import-model.ts";

const path = z.string().min(1).max(4_096);

const exportInput = {
  ref: databaseRefSchema,
  source: exportSourceSchema,
  format: z.enum(exportFormatIds),
  options: exportOptionsSchema,
};

const importInput = { ref: databaseRefSchema, path, dialect: fileDialectSchema, target: importTargetSchema };

/** Requests about files of rows: choosing them, writing them, reading them into tables. */
export const transferContract = {
  /** A folder of the app's computer; null gives the one to begin with. Rejects with `fileSystem`, `notFound`. */
  "transfer.folder": declareRequest<FolderListing>()(z.strictObject({ path: path.nullable() })),
  /**
   * What an export would send. Rejects with `notFound`, `sql`, `unsupported` (a statement that gives no rows) and
   * `invalidInput` (options that the format cannot have).
   */
  "transfer.previewExport": declareRequest<ExportPreview>()(z.strictObject(exportInput)),
  /**
   * Writes rows into `file` (for several tables: a file for each into the folder `file`). The file appears under its
   * name only when it is complete. Rejects as the preview does, with `conflict` (there is such a file), `fileSystem`,
   * `diskFull`, `cancelled` and what ends a session.
   */
  "transfer.export": declareOperation<ExportReport>()(
    z.strictObject({ ...exportInput, file: path, isReplacing: z.boolean() }),
  ),
  /**
   * Reads the beginning of a file; without a dialect it is guessed. Rejects with `fileSystem`, `refused` and
   * `invalidInput` (not readable as what it is taken for).
   */
  "transfer.readFile": declareRequest<FilePreview>()(z.strictObject({ path, dialect: fileDialectSchema.optional() })),
  /** What an import would send, and values of its first rows that would be refused. Rejects as `transfer.import` does. */
  "transfer.previewImport": declareRequest<ImportPreview>()(z.strictObject(importInput)),
  /**
   * Reads a file into a table, in one transaction: all rows or none. Rejects with `readOnly` (production), `sql` (with the
   * line of the file in the hint), `invalidInput` (a line that cannot be read), `cancelled` (rolled back), `outcomeUnknown`.
   */
  "transfer.import": declareOperation<ImportReport>()(z.strictObject(importInput)),
};
