import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { ImportReport } from "../../../shared/transfer/import-model.ts";
import type { JobContext, JobSession, SessionJob } from "../../postgres/copy/session-jobs.ts";
import { commit, rollBack } from "../end-transaction.ts";
import { runBatches } from "./batches/run-batches.ts";
import { writeCopyRow } from "./copy-text.ts";
import type { ImportJob } from "./import-job.ts";
import { readRecords, valueAt } from "./read-records.ts";
import { readText } from "./read-text.ts";
import { RowLines } from "./row-lines.ts";

const pieceCharacters = 64 * 1024;
const rowsPerReport = 2_000;

/** Reads a file into a table: in batches, or in one transaction, of which nothing stays whatever goes wrong. */
export const runImport: SessionJob = async (session, input, context) => {
  const job = input as ImportJob; // composed by our own handler
  if (job.batches) return await runBatches(session, job, job.batches, context);
  const startedAt = performance.now();
  await session.query("BEGIN");
  let rows = 0;
  let written = 0;
  try {
    for (const sql of [...job.create, ...job.before]) await session.query(sql);
    written = rows = await copyFile(session, job, context);
    for (const sql of job.after) {
      const { command, rowCount } = await session.query(sql);
      if (command.startsWith("INSERT")) written = rowCount;
    }
  } catch (error) {
    await rollBack(session);
    throw error;
  }
  await commit(session);
  const durationMs = performance.now() - startedAt;
  return { rows, written, refused: 0, refusedFile: null, stopped: null, durationMs } satisfies ImportReport;
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
