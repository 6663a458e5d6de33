import { type AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import type { JobSession } from "../../../postgres/copy/session-jobs.ts";
import type { ImportJob } from "../import-job.ts";
import type { FileRecord } from "../read-records.ts";
import { beginRows, keepRows, undoRows } from "./batch-statements.ts";

/** A row of a batch: what the file has, and how COPY gets it. */
export interface BatchRow {
  readonly record: FileRecord;
  readonly text: string;
}

/** A row that is in no table, and why. */
export interface RefusedRow {
  readonly record: FileRecord;
  readonly reason: string;
}

const pieceCharacters = 64 * 1024;

/** SQLSTATE classes that speak of a row's values: data, constraints, views' checks, limits of a value, a trigger's own. */
const rowClasses = new Set(["21", "22", "23", "44", "54", "P0"]);

/**
 * Puts rows into the table inside the transaction that is open. What the server refuses is found by the row that it names,
 * or by halving where it names none, and left out. Rejects with what is no row's fault; the transaction has to be undone then.
 */
export async function placeRows(
  session: JobSession,
  job: Pick<ImportJob, "before" | "copySql" | "after">,
  rows: readonly BatchRow[],
): Promise<{ readonly written: number; readonly refused: readonly RefusedRow[] }> {
  const refused: RefusedRow[] = [];
  let written = 0;
  let size = rows.length;
  for (let at = 0; at < rows.length; ) {
    const part = rows.slice(at, at + size);
    const outcome = await attempt(session, job, part);
    if (outcome.failure === null) {
      written += outcome.written;
      at += part.length;
      size *= 2;
      continue;
    }
    const failing = part.length === 1 ? 0 : failingRow(outcome.failure, part.length);
    const [first] = part;
    if (failing === 0 && first) {
      refused.push({ record: first.record, reason: reasonOf(outcome.failure) });
      at += 1;
      // Where every row is refused, the rows that are sent in vain have to become fewer.
      size = Math.max(1, size >> 1);
    } else size = failing ?? part.length >> 1;
  }
  return { written, refused };
}

type Attempt = { readonly failure: AppError } | { readonly failure: null; readonly written: number };

async function attempt(
  session: JobSession,
  { before, copySql, after }: Pick<ImportJob, "before" | "copySql" | "after">,
  rows: readonly BatchRow[],
): Promise<Attempt> {
  await session.query(beginRows);
  try {
    for (const sql of before) await session.query(sql);
    let written = await session.copyIn(copySql, piecesOf(rows));
    for (const sql of after) {
      const { command, rowCount } = await session.query(sql);
      if (command.startsWith("INSERT")) written = rowCount;
    }
    await session.query(keepRows);
    return { failure: null, written };
  } catch (error) {
    if (!isAppError(error) || !rowClasses.has(error.details.postgres?.sqlstate.slice(0, 2) ?? "")) throw error;
    await session.query(undoRows);
    return { failure: error };
  }
}

async function* piecesOf(rows: readonly BatchRow[]): AsyncGenerator<Buffer> {
  let piece = "";
  for (const { text } of rows) {
    piece += text;
    if (piece.length < pieceCharacters) continue;
    yield Buffer.from(piece);
    piece = "";
  }
  if (piece !== "") yield Buffer.from(piece);
}

/** 0-based; null where the server names no row. The outermost context comes last, and a trigger's text is not it. */
function failingRow(failure: AppError, count: number): number | null {
  const context = [...(failure.details.postgres?.where ?? "").matchAll(/^COPY .*, line (\d+)/gm)].at(-1);
  const row = Number(context?.[1]) - 1;
  return row >= 0 && row < count ? row : null;
}

function reasonOf(failure: AppError): string {
  const detail = failure.details.postgres?.detail;
  return detail ? `${failure.message}: ${detail}` : failure.message;
}
