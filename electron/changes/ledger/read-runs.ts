import type { Direction } from "../../../shared/changes/model.ts";
import type { RunRecord } from "../../../shared/changes/request-state.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readApplyLockPid } from "../apply/apply-lock.ts";
import { isoTime, readRows } from "./rows.ts";

/** Statement rows of one application, one for each state that was written. */
export interface StatementRow {
  readonly index: number;
  readonly state: "started" | "done" | "failed";
  readonly isTransactional: boolean;
  readonly sha256: string;
  readonly durationMs: number | null;
  readonly rows: number | null;
  readonly error: string | null;
}

interface ApplicationRow {
  readonly id: string;
  readonly requestId: string;
  readonly migrationId: string;
  readonly direction: Direction;
  readonly person: string;
  readonly backendPid: number;
  readonly isNewest: boolean;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly ended: "done" | "failed" | "cancelled" | null;
  readonly failedStatement: number | null;
  readonly error: string | null;
  readonly statements: readonly StatementRow[];
}

/** One application with everything the ledger holds of it. */
export interface Run extends Omit<ApplicationRow, "ended" | "backendPid" | "isNewest">, RunRecord {
  readonly upSha256: string;
  readonly downSha256: string | null;
}

/** Every application (of one request, when it is given), oldest first. */
export async function readRuns(session: ReadSession, requestId: string | null = null): Promise<readonly Run[]> {
  const lockPid = await readApplyLockPid(session);
  const sql = `SELECT a.id, a.request_id AS "requestId", a.migration_id AS "migrationId", a.direction, a.person,
      a.backend_pid AS "backendPid",
      NOT EXISTS (SELECT FROM steward.application l WHERE l.at > a.at) AS "isNewest", ${isoTime("a.at")} AS "startedAt", ${isoTime("e.at")} AS "endedAt",
      e.outcome AS ended, e.failed_statement AS "failedStatement", e.error,
      pg_catalog.encode(pg_catalog.sha256(m.up_script), 'hex') AS "upSha256",
      pg_catalog.encode(pg_catalog.sha256(m.down_script), 'hex') AS "downSha256",
      (SELECT coalesce(pg_catalog.json_agg(s ORDER BY s.index, s.at), '[]') FROM (
        SELECT t.index, t.state, t.is_transactional AS "isTransactional", t.sql_sha256 AS sha256,
          t.duration_ms AS "durationMs", t.rows, t.error, t.at
        FROM steward.applied_statement t WHERE t.application_id = a.id) s) AS statements
    FROM steward.application a
    JOIN steward.migration m ON m.request_id = a.request_id AND m.id = a.migration_id
    LEFT JOIN steward.application_end e ON e.application_id = a.id
    WHERE $1::pg_catalog.uuid IS NULL OR a.request_id = $1::pg_catalog.uuid
    ORDER BY a.at, a.id`;
  const rows = await readRows<ApplicationRow & Pick<Run, "upSha256" | "downSha256">>(session, sql, [requestId]);
  // One applier at a time: only the newest run can last, whatever process id a later server gave to somebody else.
  return rows.map(({ ended, backendPid, isNewest, ...row }) => {
    const outcome = ended ?? (isNewest && backendPid === lockPid ? "running" : "interrupted");
    return { ...row, outcome, mayHaveLasted: outcome !== "done" && mayHaveLasted(outcome, row.statements) };
  });
}

/** A statement that ended well lasts; one outside transactions that did not end well may have left something behind. */
function mayHaveLasted(outcome: Run["outcome"], statements: readonly StatementRow[]): boolean {
  if (outcome === "running" || outcome === "interrupted") return true;
  return statements.some(({ state, isTransactional }) => state === "done" || !isTransactional);
}

/** Statements of a migration's direction that are in the database, from all its runs. */
export function doneStatements(runs: readonly Run[], migrationId: string, direction: Direction): ReadonlySet<number> {
  const own = runs.filter((run) => run.migrationId === migrationId && run.direction === direction);
  const done = own.flatMap((run) => run.statements.filter(({ state }) => state === "done"));
  return new Set(done.map(({ index }) => index));
}

/** Statements outside transactions that were begun and never recorded as done: the catalog must tell what became of them. */
export function doubtfulStatements(
  runs: readonly Run[],
  migrationId: string,
  direction: Direction,
): ReadonlySet<number> {
  const done = doneStatements(runs, migrationId, direction);
  const own = runs.filter((run) => run.migrationId === migrationId && run.direction === direction);
  const begun = own.flatMap((run) => run.statements.filter(({ isTransactional }) => !isTransactional));
  return new Set(begun.map(({ index }) => index).filter((index) => !done.has(index)));
}
