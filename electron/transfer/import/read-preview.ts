import { stat } from "node:fs/promises";
import type { FileDialect, FilePreview } from "../../../shared/transfer/import-model.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import { type FileRecord, readRecords } from "./read-records.ts";
import { readBeginning, readText } from "./read-text.ts";
import { sniffDialect } from "./sniff-dialect.ts";

const sniffedBytes = 64 * 1024;
const shownRows = 50;
const shownCharacters = 200;

/** The first rows of a file, whole, and the names of its columns. */
export async function readSample(
  path: string,
  dialect: FileDialect,
  rows: number,
): Promise<{ readonly columns: readonly string[]; readonly records: readonly FileRecord[] }> {
  const reader = readRecords(readText(path, dialect.encoding), dialect);
  const records: FileRecord[] = [];
  for await (const record of reader.records) {
    records.push(record);
    if (records.length >= rows) break;
  }
  return { columns: reader.columns(), records };
}

/** What a screen shows of a file before it is imported; long values are cut. */
export async function readPreview(path: string, asked: FileDialect | undefined): Promise<FilePreview> {
  const { size } = await stat(path).catch((error: unknown) => Promise.reject(toFileError(error, path)));
  const dialect = asked ?? sniffDialect(path, await readBeginning(path, sniffedBytes));
  const { columns, records } = await readSample(path, dialect, shownRows);
  const cut = (value: string | null) => (value === null ? null : value.slice(0, shownCharacters));
  return { path, sizeBytes: size, dialect, columns, rows: records.map(({ values }) => values.map(cut)) };
}
