import type {
  ApplyOptions,
  ChangeComment,
  ChangeRequestSummary,
  Decision,
  LedgerEvent,
  MigrationClass,
} from "../../../shared/changes/model.ts";
import { requestState } from "../../../shared/changes/request-state.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { MigrationBytes } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { type Run, readRuns } from "./read-runs.ts";
import { isoTime, readRows } from "./rows.ts";

interface RequestRow {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly createdAt: string;
  readonly class: MigrationClass;
  readonly hash: string;
  readonly migrationIds: readonly string[];
  readonly decisions: readonly Decision[];
}

const requestColumns = `r.id, r.title, r.author, ${isoTime("r.at")} AS "createdAt", r.class, r.hash,
  (SELECT pg_catalog.json_agg(m.id ORDER BY m.position) FROM steward.migration m WHERE m.request_id = r.id) AS "migrationIds",
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('person', d.person, 'verdict', d.verdict, 'hash', d.hash,
    'comment', d.comment, 'at', ${isoTime("d.at")}) ORDER BY d.at), '[]') FROM steward.decision d WHERE d.request_id = r.id) AS decisions`;

/** All change requests, newest first. */
export async function readRequestSummaries(session: ReadSession): Promise<readonly ChangeRequestSummary[]> {
  const rows = await readRows<RequestRow>(
    session,
    `SELECT ${requestColumns} FROM steward.request r ORDER BY r.at DESC`,
  );
  const runs = await readRuns(session);
  return rows.map((row) => {
    const { decisions, ...summary } = row;
    const own = runs.filter((run) => run.requestId === row.id);
    return { ...summary, migrationIds: row.migrationIds ?? [], state: requestState({ ...row, decisions, runs: own }) };
  });
}

/** A change request as the ledger holds it, with its bytes. */
export interface LedgerRequest extends Omit<ChangeRequestSummary, "state"> {
  readonly connectionId: string;
  readonly description: string;
  readonly targetIdentity: string;
  readonly options: ApplyOptions;
  readonly rehearsalHash: string | null;
  /** JSON texts as they were recorded. */
  readonly findings: string;
  readonly report: string | null;
  readonly decisions: readonly Decision[];
  readonly comments: readonly ChangeComment[];
  readonly migrations: readonly MigrationBytes[];
  readonly runs: readonly Run[];
}

interface DetailRow extends RequestRow, Omit<LedgerRequest, "migrations" | "runs" | keyof RequestRow> {
  readonly scripts: readonly {
    readonly id: string;
    readonly order: number;
    readonly up: string;
    readonly down: string | null;
  }[];
}

/** One change request. Rejects with `notFound`. */
export async function readLedgerRequest(session: ReadSession, id: string): Promise<LedgerRequest> {
  const sql = `SELECT ${requestColumns}, r.connection_id AS "connectionId", r.description,
      r.target_identity AS "targetIdentity", r.findings, r.rehearsal_hash AS "rehearsalHash",
      pg_catalog.json_build_object('lockTimeoutMs', r.lock_timeout_ms, 'statementTimeoutMs', r.statement_timeout_ms,
        'lockTries', r.lock_tries) AS options,
      (SELECT h.report FROM steward.rehearsal h WHERE h.hash = r.rehearsal_hash) AS report,
      (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('person', c.person, 'at', ${isoTime("c.at")}, 'text', c.text,
        'migrationId', c.migration_id, 'statementIndex', c.statement_index) ORDER BY c.at), '[]')
        FROM steward.comment c WHERE c.request_id = r.id) AS comments,
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('id', m.id, 'order', m.number,
        'up', pg_catalog.encode(m.up_script, 'hex'), 'down', pg_catalog.encode(m.down_script, 'hex')) ORDER BY m.position)
        FROM steward.migration m WHERE m.request_id = r.id) AS scripts
    FROM steward.request r WHERE r.id = $1::pg_catalog.uuid`;
  const [row] = await readRows<DetailRow>(session, sql, [id]);
  if (!row) throw new AppError("notFound", "There is no such change request.", { hint: "Read the list again." });
  const { scripts, ...rest } = row;
  const migrations = (scripts ?? []).map(({ up, down, ...script }) => ({
    ...script,
    up: Buffer.from(up, "hex"),
    down: down === null ? null : Buffer.from(down, "hex"),
  }));
  return { ...rest, migrationIds: row.migrationIds ?? [], migrations, runs: await readRuns(session, id) };
}

/** The newest events (of one request, when it is given), newest first. */
export async function readEvents(
  session: ReadSession,
  limit: number,
  requestId: string | null = null,
): Promise<readonly LedgerEvent[]> {
  const sql = `SELECT sequence, ${isoTime("at")} AS at, person, kind, request_id AS "requestId", summary, hash
    FROM steward.event WHERE $2::pg_catalog.uuid IS NULL OR request_id = $2::pg_catalog.uuid
    ORDER BY sequence DESC LIMIT $1::pg_catalog.int8`;
  return await readRows<LedgerEvent>(session, sql, [limit, requestId]);
}
