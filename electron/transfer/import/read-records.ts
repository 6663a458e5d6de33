import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { FileDialect } from "../../../shared/transfer/import-model.ts";
import { type JsonField, readJsonFields } from "./json-fields.ts";
import { splitJson } from "./split-json.ts";

/** One row of a file. `line` is where it ends, 1-based. */
export interface FileRecord {
  readonly line: number;
  readonly values: readonly (string | null)[];
  /** Of a JSON file: the values as they stand there; undefined for a key that is missing. */
  readonly raws?: readonly (string | undefined)[];
  /** Why it is no row of the table. Only a tolerant reader gives such a row; `values` are then what could be read. */
  readonly problem?: string;
}

/** Stands for a column's default. */
export const columnDefault = Symbol("default");

/** Where a column's value stands in a row, and what is special about the column. */
export interface FileSource {
  readonly place: number;
  /** The column takes JSON as it is written. */
  readonly isJson: boolean;
  /** null is JSON's own. */
  readonly isNullJson?: boolean;
  /** A missing key asks for the column's default. */
  readonly isDefaulted?: boolean;
}

/** The value of a row for one column. */
export function valueAt(record: FileRecord, source: FileSource): string | null | typeof columnDefault {
  const { place, isJson, isNullJson = false, isDefaulted = false } = source;
  const value = record.values[place] ?? null;
  if (!record.raws) return value;
  const raw = record.raws[place];
  if (raw === undefined) return isDefaulted ? columnDefault : null;
  if (value === null) return isJson && isNullJson ? raw : null;
  return isJson ? raw : value;
}

/** The rows of a text, and the names of its columns, which are known when the first row comes. */
export interface RecordReader {
  readonly records: AsyncIterable<FileRecord>;
  columns(): readonly string[];
}

/** JSON has no header: the columns are the keys of the first records, of so many and of so much text. */
const sampledRecords = 10_000;
const sampledCharacters = 8 * 1024 * 1024;

/**
 * Reads a text as its dialect says. The records reject with `invalidInput`, naming the line; a tolerant reader gives rows
 * that do not fit with their problem instead, and rejects only where it does not know how to go on.
 */
export function readRecords(text: AsyncIterable<string>, dialect: FileDialect, isTolerant = false): RecordReader {
  return dialect.format === "delimited"
    ? readDelimited(text, dialect, isTolerant)
    : readJson(text, dialect.format === "json", isTolerant);
}

function readDelimited(
  text: AsyncIterable<string>,
  { delimiter, quote, hasHeader, nullText }: FileDialect,
  isTolerant: boolean,
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
      relax_column_count: isTolerant,
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
        if (isHeader) continue;
        const row = { line: info.lines, values: record };
        yield record.length === columns.length ? row : { ...row, problem: miscounted(record.length, columns.length) };
      }
    } catch (error) {
      throw toRecordError(error);
    } finally {
      source.destroy();
    }
  }
  return { records: records(), columns: () => columns };
}

function miscounted(values: number, columns: number): string {
  return `The row has ${values} ${values === 1 ? "value" : "values"}; the first row has ${columns}.`;
}

function toRecordError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !("code" in error)) return error;
  const { code } = error as CsvError;
  if (typeof code !== "string" || !code.startsWith("CSV_")) return error;
  return new AppError("invalidInput", error.message, {
    hint: "Correct the file, or choose another delimiter or quote.",
  });
}

interface JsonEntry {
  readonly line: number;
  readonly source: string;
  readonly fields: ReadonlyMap<string, JsonField>;
  readonly failure: AppError | null;
}

function readEntry(line: number, source: string): JsonEntry {
  try {
    return { line, source, fields: readJsonFields(source, line), failure: null };
  } catch (error) {
    if (!isAppError(error, "invalidInput")) throw error;
    return { line, source, fields: new Map(), failure: error };
  }
}

function readJson(text: AsyncIterable<string>, isArray: boolean, isTolerant: boolean): RecordReader {
  let columns: readonly string[] = [];
  const known = new Set<string>();
  const toRecord = ({ line, source, fields, failure }: JsonEntry): FileRecord => {
    const problem = failure ?? unknownKey(fields, known, line);
    if (problem && !isTolerant) throw problem;
    if (failure) return { line, values: [source], raws: [source], problem: failure.message };
    const found = columns.map((name) => fields.get(name));
    const record = { line, values: found.map((field) => field?.text ?? null), raws: found.map((field) => field?.raw) };
    return problem ? { ...record, problem: problem.message } : record;
  };
  async function* records(): AsyncGenerator<FileRecord> {
    const waiting: JsonEntry[] = [];
    let characters = 0;
    let isSampled = false;
    const settle = () => {
      isSampled = true;
      for (const { fields } of waiting) for (const key of fields.keys()) known.add(key);
      columns = [...known];
    };
    let failure: { readonly error: unknown } | null = null;
    try {
      for await (const { line, source } of splitJson(text, isArray)) {
        const entry = readEntry(line, source);
        if (isSampled) {
          yield toRecord(entry);
          continue;
        }
        waiting.push(entry);
        characters += source.length;
        if (waiting.length < sampledRecords && characters < sampledCharacters) continue;
        settle();
        for (const each of waiting.splice(0)) yield toRecord(each);
      }
    } catch (error) {
      // A short text that breaks off: what was read of it is given first where that is wanted.
      if (isSampled || !isTolerant) throw error;
      failure = { error };
    }
    if (!isSampled) settle();
    for (const each of waiting.splice(0)) yield toRecord(each);
    if (failure) throw failure.error;
  }
  return { records: records(), columns: () => columns };
}

function unknownKey(fields: JsonEntry["fields"], known: ReadonlySet<string>, line: number): AppError | null {
  for (const key of fields.keys())
    if (!known.has(key))
      return new AppError("invalidInput", `Line ${line} has a key that the first rows do not have: ${key}`, {
        hint: "Put a row with every key at the beginning of the file.",
      });
  return null;
}
