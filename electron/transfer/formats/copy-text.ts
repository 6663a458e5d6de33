import { quoteIdentifier, quoteName } from "../../../shared/sql/quote.ts";
import { textCopyOptions } from "./decoded-rows.ts";
import type { ExportFormat } from "./export-format.ts";
import { writeRaw } from "./raw-rows.ts";
import { scriptHead } from "./script-head.ts";

/** The rows as COPY's text format has them, and nothing else. */
export const copyText: ExportFormat = {
  id: "copyText",
  copyOptions: () => textCopyOptions,
  open: ({ options }, sink) => writeRaw(sink, options.lineEnd === "crlf"),
};

/**
 * A script for psql: COPY ... FROM stdin, the rows, and the line that ends them. psql reads names in quotes to their
 * end, whatever they hold, and COPY's text never has a backslash and a full stop alone on a line.
 */
export const copyScript: ExportFormat = {
  id: "copyScript",
  copyOptions: () => textCopyOptions,
  open: ({ columns, table }, sink) => {
    const names = columns.length > 0 ? ` (${columns.map(({ name }) => quoteIdentifier(name)).join(", ")})` : "";
    sink.writeText(`${scriptHead("\n")}COPY ${quoteName(table)}${names} FROM stdin;\n`);
    return writeRaw(sink, false, "\\.\n");
  },
};
