import type { RowDifference, RowsComparison } from "../../../shared/comparison/rows-model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { WriteSession } from "../../postgres/session.ts";
import { compareSegments } from "./compare-segments.ts";
import { type FoundDifference, fillValues } from "./fill-values.ts";
import { type Keyed, mergeSorted } from "./merge-sorted.ts";
import type { TablePlan } from "./plan-table.ts";
import { type Hashing, linesSql, type RowsSource, segmentsSql } from "./rows-sql.ts";
import { both, type SessionPair } from "./session-pair.ts";

/** How one table is compared. */
export interface RowsQuestion {
  readonly plan: TablePlan;
  readonly hashing: Hashing;
  /** Differences that are kept with their values. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

interface Line extends Keyed {
  readonly hashes: string;
}

const cause = "comparison: rows";
const pageRows = 2_000;
const rowsPerSegment = 64;
const [fewestSegments, mostSegments] = [256, 65_536];

/**
 * Compares the rows of one table: each server folds the hashes of its rows by segment, and only rows of segments that differ
 * are read, with their keys and hashes, in one order on both sides. Exact, in memory that does not grow with the table.
 */
export async function compareRows(sessions: SessionPair, question: RowsQuestion): Promise<RowsComparison> {
  const { plan, hashing, signal, report } = question;
  const startedAt = performance.now();
  const name = `${plan.table.schema}.${plan.table.name}`;
  const segments = segmentsFor(plan.estimatedRows);
  const columns = plan.columns.map((column) => column.name);
  const source = (isPartitioned: boolean): RowsSource => ({
    table: plan.table,
    isPartitioned,
    columns,
    key: plan.key,
    segments,
    hashing,
  });
  const sources = [source(plan.isPartitioned[0]), source(plan.isPartitioned[1])] as const;
  report({ step: `Hashing ${name} on both sides` });
  const [left, right] = await both(
    readSegments(sessions.from, sources[0], signal),
    readSegments(sessions.to, sources[1], signal),
  );
  const compared = compareSegments(left, right, segments);
  const counts = { onlyFrom: 0, onlyTo: 0, changed: 0 };
  const found: FoundDifference[] = [];
  let rowsRead = 0;
  const tell = (from: Line | null, to: Line | null) => {
    rowsRead += (from ? 1 : 0) + (to ? 1 : 0);
    if (rowsRead % pageRows < 2)
      report({ step: `Reading rows of ${name} that may differ`, done: rowsRead, unit: "rows" });
    if (from && to && from.hashes === to.hashes) return;
    const kind: RowDifference["kind"] = !to ? "onlyFrom" : !from ? "onlyTo" : "changed";
    counts[kind] += 1;
    const key = (from ?? to)?.key;
    if (key && found.length < question.limit) found.push({ kind, key });
  };
  if (compared.differing > 0) {
    const chosen = compared.differing > segments / 2 ? null : compared.chosen;
    await mergeSorted(
      readLines(sessions.from, linesSql(sources[0], chosen), plan.key.length, signal),
      readLines(sessions.to, linesSql(sources[1], chosen), plan.key.length, signal),
      tell,
    );
  }
  const differences = await fillValues(sessions, { plan, sources, found, signal, report });
  return {
    table: plan.table,
    key: plan.key,
    columns: plan.columns,
    leftOut: plan.leftOut,
    rows: compared.rows,
    counts,
    differences,
    rowsRead,
    durationMs: performance.now() - startedAt,
  };
}

/** A power of two, so that a few dozen rows share a segment. */
function segmentsFor(rows: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, rows / rowsPerSegment)));
  return Math.min(mostSegments, Math.max(fewestSegments, wanted));
}

async function readSegments(session: WriteSession, source: RowsSource, signal: AbortSignal): Promise<string> {
  const answer = await session.query(segmentsSql(source), [], { signal, cause, maxCellBytes: 64 * 1024 * 1024 });
  return answer.rows[0]?.[0] ?? "";
}

/** Rows by a cursor of the session's transaction, a page at a time: the server waits for who reads. */
async function* readLines(
  session: WriteSession,
  sql: string,
  keyLength: number,
  signal: AbortSignal,
): AsyncGenerator<readonly Line[]> {
  await session.execute(`DECLARE compared NO SCROLL CURSOR FOR ${sql}`, [], { signal, cause });
  for (;;) {
    const { rows } = await session.query(`FETCH FORWARD ${pageRows} FROM compared`, [], { signal, cause });
    if (rows.length === 0) break;
    yield rows.map((row) => ({
      key: row.slice(0, keyLength).map((value) => value ?? ""),
      hashes: `${row[keyLength] ?? ""} ${row[keyLength + 1] ?? ""}`,
    }));
  }
  await session.execute("CLOSE compared", [], { signal, cause });
}
