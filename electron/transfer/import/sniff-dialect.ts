import { basename } from "node:path";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";

const delimiters = [",", ";", "\t", "|"] as const;

const forJson = { jsonNull: "sqlNull", missingKey: "null" } as const;

/** Guesses how a file is to be read from its name and its first bytes. */
export function sniffDialect(path: string, beginning: Buffer): FileDialect {
  const encoding = sniffEncoding(beginning);
  const text = new TextDecoder(encoding).decode(beginning);
  const name = basename(path).replace(/\.gz$/i, "").toLowerCase();
  const plain = { encoding, delimiter: ",", quote: '"', hasHeader: true, nullText: "", ...forJson };
  const first = text.trimStart()[0];
  if (/\.(jsonl|ndjson)$/.test(name) || (!/\.[ct]sv$/.test(name) && first === "{"))
    return { ...plain, format: "jsonLines" };
  if (name.endsWith(".json") || (!/\.[ct]sv$/.test(name) && first === "[")) return { ...plain, format: "json" };
  const lines = outsideQuotes(text).slice(0, 20);
  const delimiter = name.endsWith(".tsv") ? "\t" : sniffDelimiter(lines);
  return { ...plain, format: "delimited", delimiter, hasHeader: sniffHeader(lines, delimiter) };
}

function sniffEncoding(bytes: Buffer): FileDialect["encoding"] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252"; // what is no UTF-8 was mostly written by an older Windows program
  }
}

/** Whole lines, with every quoted stretch emptied, so that what stands in quotes decides nothing. */
function outsideQuotes(text: string): readonly string[] {
  const lines = text.replace(/"(?:[^"]|"")*"/g, '""').split(/\r\n|\n|\r/);
  return (lines.length > 1 ? lines.slice(0, -1) : lines).filter((line) => line !== "");
}

/** The one that stands equally often in every line, and there the most often. */
function sniffDelimiter(lines: readonly string[]): string {
  const scored = delimiters.map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const least = Math.min(...counts, Number.MAX_SAFE_INTEGER);
    return { delimiter, score: lines.length === 0 ? 0 : least * (counts.every((count) => count === least) ? 10 : 1) };
  });
  const best = scored.reduce((left, right) => (right.score > left.score ? right : left));
  return best.score > 0 ? best.delimiter : ",";
}

/** A first row with a number or nothing in it is data. */
function sniffHeader(lines: readonly string[], delimiter: string): boolean {
  const [first = ""] = lines;
  return first.split(delimiter).every((value) => value.trim() !== "" && !/^-?[\d.]+$/.test(value.trim()));
}
