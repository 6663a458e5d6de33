import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ByteSink } from "../files/export-file.ts";
import type { RowsWriter } from "./export-format.ts";

/** What formats that read the values ask the server for. */
export const textCopyOptions = "FORMAT text";

/** More than this in one row does not become a string of this process; formats that pass bytes on have no limit. */
const maxRowBytes = 256 * 1024 * 1024;

const escapes: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** The values of one row of COPY's text format, without its line end. */
export function readCopyRow(row: string): (string | null)[] {
  if (!row.includes("\\")) return row.split("\t"); // most rows have neither NULL nor anything that is escaped
  return row.split("\t").map((field) => {
    if (!field.includes("\\")) return field;
    if (field === "\\N") return null;
    return field.replace(/\\(.)/gs, (_whole, character: string) => escapes[character] ?? character);
  });
}

/** How a format turns rows into text. `row` gets one row; a table without columns has rows without values. */
export interface RowsEncoder {
  readonly before: string;
  row(values: readonly (string | null)[], index: number): string;
  after(rows: number): string;
}

/** Decodes rows of COPY's text format and hands each on. */
export function readRows(columnCount: number, onRow: (values: readonly (string | null)[]) => void): RowsWriter["take"] {
  let pieces: Buffer[] = [];
  let bytes = 0;
  const decode = (row: string) => onRow(columnCount === 0 ? [] : readCopyRow(row.slice(0, -1)));
  return (source, start, end, isRowEnd) => {
    if (isRowEnd && pieces.length === 0) return decode(source.toString("utf8", start, end));
    pieces.push(source.subarray(start, end));
    bytes += end - start;
    if (bytes > maxRowBytes)
      throw new AppError("tooLarge", "A row is larger than 256 MB, which this format cannot write.", {
        hint: "Export as CSV or COPY text, or leave the large column out.",
      });
    if (!isRowEnd) return;
    const whole = Buffer.concat(pieces, bytes);
    pieces = [];
    bytes = 0;
    decode(whole.toString("utf8"));
  };
}

/** Writes what the encoder makes of each row. Its line feeds become CRLF where that is asked for: none is inside a value. */
export function writeDecoded(columnCount: number, sink: ByteSink, encoder: RowsEncoder): RowsWriter {
  let rows = 0;
  sink.writeText(encoder.before);
  return {
    take: readRows(columnCount, (values) => sink.writeText(encoder.row(values, rows++))),
    finish: async () => {
      sink.writeText(encoder.after(rows));
      return [];
    },
  };
}
