import { quoteIdentifier, quoteLiteral, quoteName } from "../../../shared/sql/quote.ts";
import { textCopyOptions, writeDecoded } from "./decoded-rows.ts";
import type { ExportColumn, ExportFormat } from "./export-format.ts";
import { scriptHead } from "./script-head.ts";

const rowsPerStatement = 500;
/** A statement also ends here, so that large values do not make one that no server takes. */
const charactersPerStatement = 1024 * 1024;
const plainNumber = /^(?!-0$)-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/;

/** INSERT statements of up to 500 rows. */
export const sqlInsert: ExportFormat = {
  id: "sqlInsert",
  copyOptions: () => textCopyOptions,
  open: ({ columns, options, table, isOverriding }, sink) => {
    const lineEnd = options.lineEnd === "crlf" ? "\r\n" : "\n";
    const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
    const overriding = isOverriding ? " OVERRIDING SYSTEM VALUE" : "";
    const head = `INSERT INTO ${quoteName(table)} (${names})${overriding} VALUES${lineEnd}`;
    // A table without columns has one way to get a row.
    const empty = `INSERT INTO ${quoteName(table)} DEFAULT VALUES;${lineEnd}`;
    let inStatement = 0;
    let characters = 0;
    return writeDecoded(columns.length, sink, {
      before: scriptHead(lineEnd),
      row: (values) => {
        if (columns.length === 0) return empty;
        const row = `  (${values.map((value, index) => literalOf(value, columns[index]?.kind ?? "text")).join(", ")})`;
        const isFull = inStatement >= rowsPerStatement || characters + row.length > charactersPerStatement;
        if (isFull) inStatement = characters = 0;
        const begin = inStatement > 0 ? `,${lineEnd}` : isFull ? `;${lineEnd}${head}` : head;
        inStatement += 1;
        characters += row.length;
        return begin + row;
      },
      after: () => (inStatement > 0 ? `;${lineEnd}` : ""),
    });
  },
};

function literalOf(value: string | null, kind: ExportColumn["kind"]): string {
  if (value === null) return "NULL";
  if (kind === "number" && plainNumber.test(value)) return value;
  if (kind === "boolean") return value === "t" ? "true" : "false";
  return /['\\]/.test(value) ? quoteLiteral(value).trimStart() : `'${value}'`;
}
