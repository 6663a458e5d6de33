import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";
import { type JsonField, readJsonFields } from "./json-fields.ts";
import { splitJson } from "./split-json.ts";

/** One row of a file. `line` is where it ends, 1-based. */
export interface FileRecord {
  readonly line: number;
  readonly values: readonly (string | null)[];
  /** Of a JSON file: the values as they stand there. */
  readonly raws?: readonly (string | undefined)[];
}

/** Where a column's value stands in a row, and whether the column takes JSON as it is written. */
export interface FileSource {
  readonly place: number;
  readonly isJson: boolean;
}

/** The value of a row for one column. null in a JSON file is NULL, also for a json column. */
export function valueAt({ values, raws }: FileRecord, { place, isJson }: FileSource): string | null {
  const value = values[place] ?? null;
  return isJson && value !== null ? (raws?.[place] ?? value) : value;
}

/** The rows of a text, and the names of its columns, which are known when the first row comes. */
export interface RecordReader {
  readonly records: AsyncIterable<FileRecord>;
  columns(): readonly string[];
}

/** JSON has no header: the columns are the keys of the first records. */
const sampledRecords = 200;

/** Reads a text as its dialect says. The records reject with `invalidInput`, naming the line. */
export function readRecords(text: AsyncIterable<string>, dialect: FileDialect): RecordReader {
  return dialect.format === "delimited" ? readDelimited(text, dialect) : readJson(text, dialect.format === "json");
}

function readDelimited(
  text: AsyncIterable<string>,
  { delimiter, quote, hasHeader, nullText }: FileDialect,
): RecordReader {
  let columns: readonly string[] = [];
  async function* records(): AsyncGenerator<FileRecord> {
    const parser = parse({
      delimiter,
      quote,
      escape: quote,
      bom: true,
      info: true,
      relax_quotes: true,
      record_delimiter: ["\r\n", "\n", "\r"],
      cast: (value, { quoting }) => (!quoting && value === nullText ? null : value),
    });
    const source = Readable.from(text);
    source.on("error", (error) => parser.destroy(error));
    source.pipe(parser);
    let isFirst = true;
    try {
      for await (const entry of parser) {
        const { info, record } = entry as { info: { lines: number }; record: (string | null)[] }; // what `info` gives
        const isHeader = isFirst && hasHeader;
        if (isFirst) columns = record.map((value, index) => (isHeader && value ? value : `column ${index + 1}`));
        isFirst = false;
        if (!isHeader) yield { line: info.lines, values: record };
      }
    } catch (error) {
      throw toRecordError(error);
    } finally {
      source.destroy();
    }
  }
  return { records: records(), columns: () => columns };
}

function toRecordError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return error;
  const { code } = error as CsvError;
  if (typeof code !== "string" || !code.startsWith("CSV_")) return error;
  return new AppError("invalidInput", error.message, {
    hint: "Correct the file, or choose another delimiter or quote.",
  });
}

function readJson(text: AsyncIterable<string>, isArray: boolean): RecordReader {
  let columns: readonly string[] = [];
  async function* records(): AsyncGenerator<FileRecord> {
    const waiting: { readonly line: number; readonly fields: ReadonlyMap<string, JsonField> }[] = [];
    const known = new Set<string>();
    let isSampled = false;
    const toRecord = ({ line, fields }: (typeof waiting)[number]): FileRecord => {
      for (const key of fields.keys())
        if (!known.has(key))
          throw new AppError("invalidInput", `Line ${line} has a key that the first rows do not have: ${key}`, {
            hint: "Put a row with every key at the beginning of the file.",
          });
      const found = columns.map((name) => fields.get(name));
      return { line, values: found.map((field) => field?.text ?? null), raws: found.map((field) => field?.raw) };
    };
    const settle = () => {
      isSampled = true;
      for (const { fields } of waiting) for (const key of fields.keys()) known.add(key);
      columns = [...known];
    };
    for await (const { line, source } of splitJson(text, isArray)) {
      const entry = { line, fields: readJsonFields(source, line) };
      if (isSampled) {
        yield toRecord(entry);
        continue;
      }
      waiting.push(entry);
      if (waiting.length < sampledRecords) continue;
      settle();
      for (const each of waiting.splice(0)) yield toRecord(each);
    }
    if (!isSampled) settle();
    for (const each of waiting.splice(0)) yield toRecord(each);
  }
  return { records: records(), columns: () => columns };
}
