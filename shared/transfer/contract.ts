import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import type { FolderListing } from "../files/folder-listing.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { exportFormatIds } from "./export-formats.ts";
import { type ExportPreview, type ExportReport, exportSourceSchema } from "./export-model.ts";
import { exportOptionsSchema } from "./export-options.ts";
import { fileQuestionSchema } from "./files-model.ts";
import {
  type FilePreview,
  fileDialectSchema,
  type ImportPreview,
  type ImportReport,
  importTargetSchema,
  type TableProposal,
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
   * Asks in a dialog of the operating system; gives the path, or null when it was put away. Rejects with `unsupported` where
   * the app has no window of its own: its page lists folders instead.
   */
  "transfer.chooseFile": declareRequest<string | null>()(fileQuestionSchema),
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
  /**
   * Looks at the rows of a file (at most 1,000,000) and proposes a table for them. Rejects with `fileSystem`, `refused`,
   * `invalidInput` (a row that cannot be read), `cancelled`.
   */
  "transfer.proposeTable": declareOperation<TableProposal>()(
    z.strictObject({ ref: databaseRefSchema, path, dialect: fileDialectSchema }),
  ),
  /** What an import would send, and values of its first rows that would be refused. Rejects as `transfer.import` does. */
  "transfer.previewImport": declareRequest<ImportPreview>()(z.strictObject(importInput)),
  /**
   * Reads a file into a table. In one transaction, all rows or none, it rejects with `sql` (with the line of the file in the
   * hint), `invalidInput` (a line that cannot be read), `cancelled` (rolled back) and `outcomeUnknown`. In batches the
   * report says how far it came and why it stopped, also when it is cancelled. Both reject with `readOnly` (production).
   */
  "transfer.import": declareOperation<ImportReport>()(z.strictObject(importInput)),
};
