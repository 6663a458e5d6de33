import { columnDefault } from "./read-records.ts";

const special = /[\b\f\n\r\t\v\\]/g;
const escapes: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\\": "\\\\",
};

/** What stands for a column's default; as a value of its own it would have two backslashes. */
export const defaultMark = "\\D";

/** A row as COPY's text format has it, with its line end. */
export function writeCopyRow(values: readonly (string | null | typeof columnDefault)[]): string {
  return `${values.map(fieldOf).join("\t")}\n`;
}

function fieldOf(value: string | null | typeof columnDefault): string {
  if (value === null) return "\\N";
  if (value === columnDefault) return defaultMark;
  return value.replace(special, (each) => escapes[each] ?? each);
}
