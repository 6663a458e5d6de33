import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ImportReport } from "../../../shared/transfer/import-model.ts";
import type { JobContext, JobSession, SessionJob } from "../../postgres/copy/session-jobs.ts";
import { writeCopyRow } from "./copy-text.ts";
import type { ImportJob } from "./import-job.ts";
import { readRecords, valueAt } from "./read-records.ts";
import { readText } from "./read-text.ts";
import { RowLines } from "./row-lines.ts";

const pieceCharacters = 64 * 1024;
const rowsPerReport = 2_000;

/** Reads a file into a table in one transaction; whatever goes wrong, nothing of it stays. */
export const runImport: SessionJob = async (session, input, context) => {
  const job = input as ImportJob; // composed by our own handler
  const startedAt = performance.now();
  await session.query("BEGIN");
  let rows = 0;
  let written = 0;
  try {
    for (const sql of job.before) await session.query(sql);
    written = rows = await copyFile(session, job, context);
    for (const sql of job.after) written = (await session.query(sql)).rowCount;
  } catch (error) {
    await rollBack(session);
    throw error;
  }
  await commit(session);
  return { rows, written, durationMs: performance.now() - startedAt } satisfies ImportReport;
};

async function copyFile(session: JobSession, job: ImportJob, context: JobContext): Promise<number> {
  const lines = new RowLines();
  try {
    return await session.copyIn(job.copySql, encodeRows(job, lines, context));
  } catch (error) {
    throw withLine(error, lines);
  }
}

async function* encodeRows(job: ImportJob, lines: RowLines, { report }: JobContext): AsyncGenerator<Buffer> {
  const step = "Reading the file";
  let bytes = 0;
  let rows = 0;
  let piece = "";
  const text = readText(job.path, job.dialect.encoding, (more) => {
    bytes += more;
  });
  for await (const record of readRecords(text, job.dialect).records) {
    lines.add(record.line);
    piece += writeCopyRow(job.sources.map((source) => valueAt(record, source)));
    rows += 1;
    if (rows % rowsPerReport === 0) report({ step, done: rows, unit: "rows", bytes });
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  report({ step: "Writing the table", done: rows, unit: "rows", bytes });
  if (piece !== "") yield Buffer.from(piece);
}

/** The server counts the rows that it got; people count the lines of their file. */
function withLine(error: unknown, lines: RowLines): unknown {
  if (!isAppError(error)) return error;
  const [, row] = /^COPY .*, line (\d+)/.exec(error.details.postgres?.where ?? "") ?? [];
  if (row === undefined) return error;
  const line = lines.lineOf(Number(row)).toLocaleString("en-US");
  return new AppError(error.code, error.message, {
    ...error.details,
    hint: `It is at line ${line} of the file. Nothing was written: correct the file, or leave the column out.`,
  });
}

async function rollBack(session: JobSession): Promise<void> {
  try {
    await session.query("ROLLBACK", [], { signal: new AbortController().signal });
  } catch (error) {
    // A lost connection rolls back by itself; the error that led here is the one to show.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
}

/** A cancel that comes now comes too late: the answer has to be heard. */
async function commit(session: JobSession): Promise<void> {
  try {
    const answer = await session.query("COMMIT", [], { signal: new AbortController().signal });
    if (answer.command === "ROLLBACK") throw new AppError("sql", "The transaction had failed and was rolled back.");
  } catch (error) {
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
    throw new AppError("outcomeUnknown", "The connection was lost while the import was being committed.", {
      hint: "It may have been written. Look at the table before you repeat it.",
    });
  }
}
