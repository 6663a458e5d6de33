import { textCopyOptions, writeDecoded } from "./decoded-rows.ts";
import type { ExportColumn, ExportFormat } from "./export-format.ts";

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** One object a line. */
export const jsonLines: ExportFormat = {
  id: "jsonLines",
  copyOptions: () => textCopyOptions,
  open: ({ columns, options }, sink) => {
    const lineEnd = options.lineEnd === "crlf" ? "\r\n" : "\n";
    const encode = objectEncoder(columns, options.isNullOmitted);
    return writeDecoded(columns.length, sink, {
      before: "",
      row: (values) => encode(values) + lineEnd,
      after: () => "",
    });
  },
};

/** One array of objects. */
export const json: ExportFormat = {
  id: "json",
  copyOptions: () => textCopyOptions,
  open: ({ columns, options }, sink) => {
    const lineEnd = options.lineEnd === "crlf" ? "\r\n" : "\n";
    const encode = objectEncoder(columns, options.isNullOmitted);
    return writeDecoded(columns.length, sink, {
      before: "[",
      row: (values, index) => `${index === 0 ? "" : ","}${lineEnd}${encode(values)}`,
      after: (rows) => `${rows === 0 ? "" : lineEnd}]${lineEnd}`,
    });
  },
};

/**
 * Numbers stay the digits that the server wrote, and what JSON has no number for (NaN, infinity) is a string. Values of
 * json and jsonb stand as they are; every other type is the server's own text. A name that comes twice gets a number,
 * because readers keep only one value for each name.
 */
function objectEncoder(
  columns: readonly ExportColumn[],
  isNullOmitted: boolean,
): (values: readonly (string | null)[]) => string {
  const keys = distinctNames(columns.map(({ name }) => name)).map((name) => `${JSON.stringify(name)}:`);
  return (values) => {
    let text = "{";
    for (let index = 0; index < keys.length; index++) {
      const value = values[index] ?? null;
      if (value === null && isNullOmitted) continue;
      if (text.length > 1) text += ",";
      text += keys[index] + jsonOf(value, columns[index]?.kind ?? "text");
    }
    return `${text}}`;
  };
}

function jsonOf(value: string | null, kind: ExportColumn["kind"]): string {
  if (value === null) return "null";
  if (kind === "number" && jsonNumber.test(value)) return value;
  if (kind === "boolean") return value === "t" ? "true" : "false";
  // A line end in json is blank space between tokens: inside strings it is always escaped.
  if (kind === "json") return value.replace(/[\r\n]+/g, " ");
  return quoteJson(value);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const escapedInJson = /["\\\u0000-\u001f]/;

/** As JSON.stringify; most texts hold nothing that is escaped, and looking is cheaper than having it built. */
function quoteJson(value: string): string {
  return escapedInJson.test(value) ? JSON.stringify(value) : `"${value}"`;
}

/** `a`, `a 2`, `a 3` for names that come more than once. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let number = 2; taken.has(candidate); number++) candidate = `${name} ${number}`;
    taken.add(candidate);
    return candidate;
  });
}
