import type { ObjectName } from "../../../../shared/databases/model.ts";
import { quoteIdentifier, quoteLiteral, quoteName } from "../../../../shared/sql/quote.ts";
import type { GridSourceColumn } from "../row-source.ts";

/** The ways a selection can be copied. */
export const copyFormats = ["tsv", "csv", "csvSafe", "json", "markdown", "insert", "in"] as const;

/** One of the ways above. */
export type CopyFormat = (typeof copyFormats)[number];

/** The cells to copy: the server's texts, null for NULL. */
export interface CopyTable {
  readonly columns: readonly GridSourceColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * Tab-separated as spreadsheets take it: NULL is empty, a cell with tabs, quotes or line ends is quoted, and so is the empty
 * text, unless it is all there is to copy.
 */
export function toTsv({ columns, rows }: CopyTable, withHeads: boolean): string {
  const isOne = !withHeads && rows.length === 1 && columns.length === 1;
  const quote = (text: string | null) =>
    text === null ? "" : /["\t\n\r]/.test(text) || (text === "" && !isOne) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.map((row) => row.map(quote).join("\t"));
  return [...(withHeads ? [columns.map(({ name }) => quote(name)).join("\t")] : []), ...lines].join("\n");
}

/** CSV by RFC 4180 with heads: NULL is an empty field, the empty text is `""`. */
export function toCsv({ columns, rows }: CopyTable): string {
  const quote = (text: string | null) =>
    text === null ? "" : text === "" || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map(quote).join(",")).join("\r\n");
}

const formulaStart = /^[=+\-@\t\r]/;

/**
 * CSV that no spreadsheet takes for a formula (CWE-1236): an apostrophe stands before text that begins like one. Numbers stay
 * as they are. Not the same values any more, which is why it is a choice of its own.
 */
export function toSafeCsv({ columns, rows }: CopyTable): string {
  const guard = (text: string) => (formulaStart.test(text) ? `'${text}` : text);
  const safe = rows.map((row) =>
    row.map((text, index) => (text === null || columns[index]?.isNumeric ? text : guard(text))),
  );
  return toCsv({ columns: columns.map((column) => ({ ...column, name: guard(column.name) })), rows: safe });
}

/** A list for `IN`: values of one column, or rows of several. NULL stays NULL, which IN never finds. */
export function toInList({ columns, rows }: CopyTable): string {
  const value = (text: string | null, index: number) =>
    text === null ? "NULL" : columns[index]?.isNumeric && exactJsonNumber.test(text) ? text : quoteLiteral(text).trim();
  const items = rows.map((row) => {
    const values = row.map(value);
    return values.length === 1 ? values.join("") : `(${values.join(", ")})`;
  });
  return `(${[...new Set(items)].join(", ")})`;
}

const exactJsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** An array of objects. Numbers keep their digits, JSON columns their structure, NULL is null, all else is text. */
export function toJson({ columns, rows }: CopyTable): string {
  const names = uniqueNames(columns.map(({ name }) => name));
  const objects = rows.map((row) => {
    const fields = row.map((text, index) => {
      const column = columns[index];
      return `${JSON.stringify(names[index] ?? "")}: ${column ? jsonValue(text, column) : "null"}`;
    });
    return `  { ${fields.join(", ")} }`;
  });
  return objects.length === 0 ? "[]" : `[\n${objects.join(",\n")}\n]`;
}

function jsonValue(text: string | null, column: GridSourceColumn): string {
  if (text === null) return "null";
  if (column.isNumeric && exactJsonNumber.test(text)) return text;
  if (column.baseType === "bool") return text === "t" || text === "true" ? "true" : "false";
  if ((column.baseType === "json" || column.baseType === "jsonb") && isJson(text)) return text;
  return JSON.stringify(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // The server's text was cut; it is copied as a text then.
  }
}

/** A result may have several columns of one name; JSON objects may not. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}_${count}`;
  });
}

/** A Markdown table; what would end a cell or be read as markup is escaped. */
export function toMarkdown({ columns, rows }: CopyTable): string {
  const escapeCell = (text: string | null) =>
    text === null ? "*NULL*" : text.replace(/[\\|`*_<>[\]&]/g, "\\$&").replace(/\r?\n/g, "<br>");
  const line = (cells: readonly (string | null)[]) => `| ${cells.map(escapeCell).join(" | ")} |`;
  const rule = `| ${columns.map(({ isNumeric }) => (isNumeric ? "--:" : "---")).join(" | ")} |`;
  return [line(columns.map(({ name }) => name)), rule, ...rows.map(line)].join("\n");
}

/** One INSERT with a line per row. Values are string constants, which take the type of their column. */
export function toInsert({ columns, rows }: CopyTable, target: ObjectName): string {
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(", ");
  const lines = rows.map(
    (row) => `  (${row.map((text) => (text === null ? "NULL" : quoteLiteral(text).trim())).join(", ")})`,
  );
  return `INSERT INTO ${quoteName(target)} (${names}) VALUES\n${lines.join(",\n")};\n`;
}

/** The text of a selection in the chosen format. */
export function copyText(format: CopyFormat, table: CopyTable, withHeads: boolean, target: ObjectName): string {
  switch (format) {
    case "tsv":
      return toTsv(table, withHeads);
    case "csv":
      return toCsv(table);
    case "csvSafe":
      return toSafeCsv(table);
    case "json":
      return toJson(table);
    case "markdown":
      return toMarkdown(table);
    case "insert":
      return toInsert(table, target);
    case "in":
      return toInList(table);
  }
}
