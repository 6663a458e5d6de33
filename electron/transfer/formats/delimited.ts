import { quoteLiteral } from "../../../shared/sql/quote.ts";
import type { ExportOptions } from "../../../shared/transfer/export-options.ts";
import type { ExportFormat } from "./export-format.ts";
import { writeRaw } from "./raw-rows.ts";

/** CSV as COPY writes it, byte for byte, with the options asked for. */
export const csv: ExportFormat = delimited("csv", (options) => options.delimiter);

/** CSV with tabs. */
export const tsv: ExportFormat = delimited("tsv", () => "\t");

function delimited(id: "csv" | "tsv", delimiterOf: (options: ExportOptions) => string): ExportFormat {
  return {
    id,
    copyOptions: (options) => {
      const { hasHeader, quote, nullText, isAllQuoted } = options;
      const delimiter = delimiterOf(options);
      return [
        "FORMAT csv",
        ...(hasHeader ? ["HEADER true"] : []),
        ...(delimiter === "," ? [] : [`DELIMITER ${quoteLiteral(delimiter)}`]),
        ...(quote === '"' ? [] : [`QUOTE ${quoteLiteral(quote)}`]),
        ...(nullText === "" ? [] : [`NULL ${quoteLiteral(nullText)}`]),
        ...(isAllQuoted ? ["FORCE_QUOTE *"] : []),
      ].join(", ");
    },
    open: ({ options }, sink) => writeRaw(sink, options.lineEnd === "crlf"),
  };
}
