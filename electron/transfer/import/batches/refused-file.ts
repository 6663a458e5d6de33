import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FileDialect } from "../../../../shared/transfer/import-model.ts";
import { hasCode } from "../../../storage/atomic-file.ts";
import { ExportFile } from "../../files/export-file.ts";
import type { RefusedRow } from "./place-rows.ts";

const ownColumns = ["refused line", "refused because"];
const comma = { delimiter: ",", quote: '"', nullText: "" };

/**
 * The rows that were refused, each with its line in the file and the reason, written as the file is (JSON becomes CSV). It
 * appears under its name when the import ends, and not at all when no row was refused.
 */
export class RefusedFile {
  private readonly file: ExportFile;
  private readonly how: Pick<FileDialect, "delimiter" | "quote" | "nullText">;
  private rows = 0;

  private constructor(file: ExportFile, dialect: FileDialect) {
    this.file = file;
    this.how = dialect.format === "delimited" ? dialect : comma;
  }

  /** Rejects with `fileSystem` where nothing can be written beside the file. */
  static async create(source: string, dialect: FileDialect): Promise<RefusedFile> {
    const path = await freeName(source);
    return new RefusedFile(await ExportFile.create(path, { isCompressed: false, isReplacing: false }), dialect);
  }

  get count(): number {
    return this.rows;
  }

  add(columns: readonly string[], refused: readonly RefusedRow[]): void {
    if (this.rows === 0 && refused.length > 0) this.writeRow([...ownColumns, ...columns]);
    for (const { record, reason } of refused) {
      this.writeRow([String(record.line), reason, ...record.values]);
      this.rows += 1;
    }
  }

  /** Gives the file its name, and gives that name; null when there is nothing in it. */
  async finish(): Promise<string | null> {
    if (this.rows === 0) return null;
    await this.file.finish();
    return this.file.path;
  }

  /** Harmless after `finish`. */
  async discard(): Promise<void> {
    await this.file.discard();
  }

  private writeRow(values: readonly (string | null)[]): void {
    this.file.writeText(`${values.map((value) => this.fieldOf(value)).join(this.how.delimiter)}\n`);
  }

  private fieldOf(value: string | null): string {
    const { delimiter, quote, nullText } = this.how;
    if (value === null) return nullText;
    const isPlain = value !== nullText && !value.includes(delimiter) && !value.includes(quote) && !/[\r\n]/.test(value);
    return isPlain && value !== "" ? value : quote + value.replaceAll(quote, quote + quote) + quote;
  }
}

/** `orders.refused.csv` beside `orders.csv`, or with a number where that is taken. */
async function freeName(source: string): Promise<string> {
  const stem = basename(source).replace(/(\.[a-z]+)?(\.gz)?$/i, "");
  for (let number = 1; ; number++) {
    const path = join(dirname(source), `${stem}.refused${number === 1 ? "" : ` ${number}`}.csv`);
    try {
      await stat(path);
    } catch (error) {
      if (hasCode(error, "ENOENT")) return path;
      throw error;
    }
  }
}
