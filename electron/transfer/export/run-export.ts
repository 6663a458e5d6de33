import type { ExportReport, WrittenFile } from "../../../shared/transfer/export-model.ts";
import type { JobContext, JobSession, SessionJob } from "../../postgres/copy/session-jobs.ts";
import { rollBack } from "../end-transaction.ts";
import { ExportFile } from "../files/export-file.ts";
import { findFormat } from "../formats/registry.ts";
import type { ExportJob } from "./export-job.ts";

/** Rows between two reports. */
const rowsPerReport = 2_000;
const byteOrderMark = "\ufeff";

/**
 * Writes the files of an export, all from one snapshot of a READ ONLY transaction. A file that is complete stays when a
 * later one fails. Rejects with what the server or the file system refuses; no part of a file is left.
 */
export const runExport: SessionJob = async (session, input, context) => {
  const job = input as ExportJob; // composed by our own handler
  const startedAt = performance.now();
  const files: WrittenFile[] = [];
  const notes: string[] = [];
  await session.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    for (const sql of job.begin) await session.query(sql);
    for (const part of job.parts) {
      const written = await writePart(session, job, part, context);
      files.push(written.file);
      notes.push(...written.notes.map((note) => (job.parts.length > 1 ? `${part.label}: ${note}` : note)));
    }
  } finally {
    await rollBack(session);
  }
  return { files, durationMs: performance.now() - startedAt, notes } satisfies ExportReport;
};

async function writePart(
  session: JobSession,
  job: ExportJob,
  part: ExportJob["parts"][number],
  context: JobContext,
): Promise<{ readonly file: WrittenFile; readonly notes: readonly string[] }> {
  const { format, options, isReplacing } = job;
  const file = await ExportFile.create(part.path, { isCompressed: options.isCompressed, isReplacing });
  try {
    if (options.hasByteOrderMark && format !== "xlsx") file.writeText(byteOrderMark);
    const writer = await findFormat(format).open({ ...part, options }, file);
    const rows = await copyRows(session, part, writer.take, file, context);
    const notes = await writer.finish();
    const bytes = await file.finish();
    return { file: { path: part.path, rows, bytes }, notes };
  } finally {
    await file.discard();
  }
}

async function copyRows(
  session: JobSession,
  part: ExportJob["parts"][number],
  take: (source: Buffer, start: number, end: number, isRowEnd: boolean) => void,
  file: ExportFile,
  { signal, report }: JobContext,
): Promise<number> {
  const total = part.estimatedRows === null ? {} : { total: part.estimatedRows };
  const failing = new AbortController();
  let failure: unknown = null;
  let done = 0;
  const tell = () => report({ step: part.label, done, ...total, unit: "rows", bytes: file.bytesWritten });
  const read = (source: Buffer, start: number, end: number, isRowEnd: boolean) => {
    if (failure !== null) return;
    try {
      take(source, start, end, isRowEnd);
    } catch (error) {
      // Thrown through the wire's reader it would end the session; the statement is cancelled instead.
      failure = error;
      failing.abort();
    }
    if (isRowEnd && ++done % rowsPerReport === 0) tell();
  };
  tell();
  try {
    const stop = AbortSignal.any([failing.signal, file.failing.signal]);
    return await session.copyOut(part.copySql, { read, start: (flow) => file.gate.start(flow), signal: stop });
  } catch (error) {
    if (failure !== null) throw failure;
    if (file.hasFailed && !signal.aborted) throw file.failing.signal.reason;
    throw error;
  } finally {
    file.gate.end();
  }
}
