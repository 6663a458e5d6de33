import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ExportFormatId } from "../../../shared/transfer/export-formats.ts";
import type { ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { ByteSink } from "../files/export-file.ts";

/** What a value's text means to formats that tell kinds of values apart. Anything else is text. */
export type ValueKind = "number" | "boolean" | "json" | "text";

/** A column of what is exported. */
export interface ExportColumn {
  readonly name: string;
  readonly kind: ValueKind;
}

/** What is written into one file. */
export interface ExportContext {
  readonly columns: readonly ExportColumn[];
  readonly options: ExportOptions;
  /** The table that statements in the file name. */
  readonly table: ObjectName;
  /** Whether the table has an identity column that takes no values of others. */
  readonly isOverriding: boolean;
}

/** Takes the rows of one file. */
export interface RowsWriter {
  /** The server's bytes of a COPY, in the form that `copyOptions` asked for. */
  take(source: Buffer, start: number, end: number, isRowEnd: boolean): void;
  /** Writes what stands at the end; gives what a reader of the file must know. */
  finish(): Promise<readonly string[]>;
}

/** One export format. `copyOptions` stand in the parentheses of COPY ... TO STDOUT WITH (...). */
export interface ExportFormat {
  readonly id: ExportFormatId;
  copyOptions(options: ExportOptions): string;
  open(context: ExportContext, sink: ByteSink): RowsWriter | Promise<RowsWriter>;
}
