import type { FileDialect, ImportBatches } from "../../../shared/transfer/import-model.ts";
import type { FileSource } from "./read-records.ts";

/** What the database process gets to do: statements, a COPY from the file, statements; then COMMIT. */
export interface ImportJob {
  readonly path: string;
  readonly dialect: FileDialect;
  /** Places in the file of what the COPY takes, in its order. */
  readonly sources: readonly FileSource[];
  /** Makes the table, where it is not there yet. */
  readonly create: readonly string[];
  readonly before: readonly string[];
  readonly copySql: string;
  readonly after: readonly string[];
  readonly batches: ImportBatches | null;
}

/** Name of the job. */
export const importJobName = "transfer.import";
