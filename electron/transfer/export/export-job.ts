import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ExportFormatId } from "../../../shared/transfer/export-formats.ts";
import type { ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { ExportColumn } from "../formats/export-format.ts";

/** One file of an export. */
export interface ExportPart {
  /** What it is to a person: the table's name. */
  readonly label: string;
  readonly columns: readonly ExportColumn[];
  readonly table: ObjectName;
  readonly isOverriding: boolean;
  readonly copySql: string;
  /** Null when it is unknown or rows are filtered. */
  readonly estimatedRows: number | null;
}

/** What the database process gets to do: statements that begin, then a file for each part. */
export interface ExportJob {
  readonly begin: readonly string[];
  readonly parts: readonly (ExportPart & { readonly path: string })[];
  readonly format: ExportFormatId;
  readonly options: ExportOptions;
  readonly isReplacing: boolean;
}

/** Name of the job. */
export const exportJobName = "transfer.export";
