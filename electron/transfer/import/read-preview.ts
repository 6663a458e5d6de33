import { stat } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { FileDialect, FilePreview } from "../../../shared/transfer/import-model.ts";
import { toFileError } from "../../storage/atomic-file.ts";
import { type FileRecord, readRecords } from "./read-records.ts";
import { readBeginning, readText } from "./read-text.ts";
import { sniffDialect } from "./sniff-dialect.ts";

const sniffedBytes = 64 * 1024;
const shownRows = 50;
const shownCharacters = 200;

function isMisread({ problem }: FileRecord): boolean {
  return problem !== undefined;
}

/** The first rows of a file, whole, and the names of its columns. Tolerant: rows that do not fit are there as well. */
export async function readSample(
  path: string,
  dialect: FileDialect,
  rows: number,
  isTolerant = false,
): Promise<{ readonly columns: readonly string[]; readonly records: readonly FileRecord[] }> {
  const reader = readRecords(readText(path, dialect.encoding), dialect, isTolerant);
  const records: FileRecord[] = [];
  try {
    for await (const record of reader.records) {
      records.push(record);
      if (records.length >= rows) break;
    }
  } catch (error) {
    // What cannot be read on is told by the import, with how far it came; a file of which nothing can be read, here.
    if (!isTolerant || records.every(isMisread)) throw error;
  }
  const [first] = records;
  if (first?.problem !== undefined && records.every(isMisread))
    throw new AppError("invalidInput", first.problem, { hint: "Choose another format, delimiter or quote." });
  return { columns: reader.columns(), records };
}

/** What a screen shows of a file before it is imported; long values are cut. */
export async function readPreview(path: string, asked: FileDialect | undefined): Promise<FilePreview> {
  const { size } = await stat(path).catch((error: unknown) => Promise.reject(toFileError(error, path)));
  const dialect = asked ?? sniffDialect(path, await readBeginning(path, sniffedBytes));
  const { columns, records } = await readSample(path, dialect, shownRows, true);
  const cut = (value: string | null) => (value === null ? null : value.slice(0, shownCharacters));
  return { path, sizeBytes: size, dialect, columns, rows: records.map(({ values }) => values.map(cut)) };
}
