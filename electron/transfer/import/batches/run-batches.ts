import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { ImportBatches, ImportReport, ImportStop } from "../../../../shared/transfer/import-model.ts";
import type { JobContext, JobSession } from "../../../postgres/copy/session-jobs.ts";
import { commit, rollBack } from "../../end-transaction.ts";
import { writeCopyRow } from "../copy-text.ts";
import type { ImportJob } from "../import-job.ts";
import { type FileRecord, readRecords, valueAt } from "../read-records.ts";
import { readText } from "../read-text.ts";
import { beginBatch } from "./batch-statements.ts";
import { type BatchRow, placeRows, type RefusedRow } from "./place-rows.ts";
import { RefusedFile } from "./refused-file.ts";

/** A batch also ends here, so that large rows do not fill the memory. */
const charactersPerBatch = 16 * 1024 * 1024;

interface Tally {
  /** Rows of the file, from its beginning, whose batches are committed. */
  settled: number;
  rows: number;
  written: number;
  bytes: number;
}

/**
 * Reads a file into a table batch by batch, each in a transaction. Rows that are refused go into a file. What ends it early,
 * a cancel too, stands in the report: what was committed before is in the table. Rejects only where nothing was done.
 */
export async function runBatches(
  session: JobSession,
  job: ImportJob,
  batches: ImportBatches,
  context: JobContext,
): Promise<ImportReport> {
  const startedAt = performance.now();
  const refused = await RefusedFile.create(job.path, job.dialect);
  const tally: Tally = { settled: batches.skipRows, rows: 0, written: 0, bytes: 0 };
  try {
    if (job.create.length > 0) await inTransaction(session, ["BEGIN"], () => makeTable(session, job));
    let stopped: ImportStop | null = null;
    try {
      await settleFile(session, job, batches, { refused, tally, context });
    } catch (error) {
      stopped = stopOf(error, tally.settled);
    }
    const refusedFile = await refused.finish();
    const { rows, written } = tally;
    const durationMs = performance.now() - startedAt;
    return { rows, written, refused: refused.count, refusedFile, stopped, durationMs };
  } finally {
    await refused.discard();
  }
}

async function makeTable(session: JobSession, { create }: ImportJob): Promise<void> {
  for (const sql of create) await session.query(sql);
}

/** Statements, work, COMMIT; ROLLBACK when the work rejects. */
async function inTransaction<T>(session: JobSession, begin: readonly string[], work: () => Promise<T>): Promise<T> {
  let value: T;
  try {
    for (const sql of begin) await session.query(sql);
    value = await work();
  } catch (error) {
    await rollBack(session);
    throw error;
  }
  await commit(session);
  return value;
}

interface Settling {
  readonly refused: RefusedFile;
  readonly tally: Tally;
  readonly context: JobContext;
}

async function settleFile(
  session: JobSession,
  job: ImportJob,
  batches: ImportBatches,
  { refused, tally, context }: Settling,
): Promise<void> {
  const text = readText(job.path, job.dialect.encoding, (more) => {
    tally.bytes += more;
  });
  const reader = readRecords(text, job.dialect, true);
  let number = 0;
  for await (const batch of collectBatches(reader.records, job, batches)) {
    if (refused.count > batches.maxRefused)
      throw new AppError("refused", `More than ${batches.maxRefused.toLocaleString("en-US")} rows were refused.`, {
        hint: "Look at the reasons in the file of refused rows before you go on.",
      });
    if (context.signal.aborted) throw new AppError("cancelled", "It was cancelled.");
    const placed = await inTransaction(session, beginBatch, () => placeRows(session, job, batch.rows));
    const all = [...batch.misread, ...placed.refused].sort((left, right) => left.record.line - right.record.line);
    refused.add(reader.columns(), all);
    number += 1;
    const count = batch.rows.length + batch.misread.length;
    tally.settled += count;
    tally.rows += count;
    tally.written += placed.written;
    context.report({ step: `Batch ${number}`, done: tally.rows, unit: "rows", bytes: tally.bytes });
  }
}

interface Batch {
  readonly rows: readonly BatchRow[];
  /** Rows that are none of this table, as the reader says. */
  readonly misread: readonly RefusedRow[];
}

async function* collectBatches(
  records: AsyncIterable<FileRecord>,
  { sources }: ImportJob,
  { rows: size, skipRows }: ImportBatches,
): AsyncGenerator<Batch> {
  let rows: BatchRow[] = [];
  let misread: RefusedRow[] = [];
  let characters = 0;
  let passed = 0;
  for await (const record of records) {
    passed += 1;
    if (passed <= skipRows) continue;
    const { problem } = record;
    if (problem !== undefined) misread.push({ record, reason: problem });
    else {
      const text = writeCopyRow(sources.map((source) => valueAt(record, source)));
      rows.push({ record, text });
      characters += text.length;
    }
    if (rows.length + misread.length < size && characters < charactersPerBatch) continue;
    yield { rows, misread };
    rows = [];
    misread = [];
    characters = 0;
  }
  if (rows.length + misread.length > 0) yield { rows, misread };
}

/** A bug stays a bug; what a user can act on is told beside what was done before. */
function stopOf(error: unknown, settledRows: number): ImportStop {
  if (!isAppError(error)) throw error;
  const { code, message, hint } = error;
  if (code === "outcomeUnknown")
    return {
      code,
      message: "The connection was lost while a batch was being committed.",
      hint: "Its rows may be in the table: look at it before you go on from here.",
      settledRows,
    };
  return { code, message, ...(hint === undefined ? {} : { hint }), settledRows };
}
