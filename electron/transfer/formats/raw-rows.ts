import type { ByteSink } from "../files/export-file.ts";
import type { RowsWriter } from "./export-format.ts";

const carriageReturn = Buffer.from("\r");
const lineFeed = Buffer.from("\n");

/** Rows as the server wrote them. With CRLF the line end of each row is changed, and none inside a value. */
export function writeRaw(sink: ByteSink, isCrlf: boolean, after = ""): RowsWriter {
  return {
    take: (source, start, end, isRowEnd) => {
      if (!isCrlf || !isRowEnd) return sink.write(source, start, end);
      // The last byte of a row is its line feed, which may come in a piece of its own.
      sink.write(source, start, end - 1);
      sink.write(carriageReturn, 0, 1);
      sink.write(lineFeed, 0, 1);
    },
    finish: async () => {
      sink.writeText(after);
      return [];
    },
  };
}
