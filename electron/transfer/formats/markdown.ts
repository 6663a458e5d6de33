import { textCopyOptions, writeDecoded } from "./decoded-rows.ts";
import type { ExportFormat } from "./export-format.ts";

/** A table for a document. NULL and '' look alike in it: it is for people. */
export const markdown: ExportFormat = {
  id: "markdown",
  copyOptions: () => textCopyOptions,
  open: ({ columns, options }, sink) => {
    const lineEnd = options.lineEnd === "crlf" ? "\r\n" : "\n";
    const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |${lineEnd}`;
    const rule = line(columns.map(({ kind }) => (kind === "number" ? "---:" : "---")));
    return writeDecoded(columns.length, sink, {
      before: line(columns.map(({ name }) => cellOf(name))) + rule,
      row: (values) => line(values.map((value) => cellOf(value ?? ""))),
      after: () => "",
    });
  },
};

/** Text, never markup: what Markdown or HTML would read as a sign is escaped, and a line end becomes a break. */
function cellOf(value: string): string {
  return value
    .replace(/[\\`*_{}[\]|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\r\n|\r|\n/g, "<br>");
}
