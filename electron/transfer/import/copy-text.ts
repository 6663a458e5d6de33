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

/** A row as COPY's text format has it, with its line end. */
export function writeCopyRow(values: readonly (string | null)[]): string {
  return `${values.map((value) => (value === null ? "\\N" : value.replace(special, (each) => escapes[each] ?? each))).join("\t")}\n`;
}
