import type {
  ApplyOptions,
  ChangeComment,
  ChangeRequestSummary,
  Decision,
  LedgerEvent,
  MigrationClass,
} from "../../../shared/changes/model.ts";
import { neededApprovals, type PolicySubject } from "../../../shared/changes/policy-rules.ts";
import { requestState } from "../../../shared/changes/request-state.ts";
import type { CheckAfter, Emergency, Policy, RestorePoint } from "../../../shared/changes/review-model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { MigrationBytes } from "../../migrations/script-bytes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readPolicy } from "./read-policy.ts";
import { type Run, readRuns } from "./read-runs.ts";
import { isoTime, readRows } from "./rows.ts";
import { identitySql } from "./target.ts";

interface RequestRow {
  readonly id: string;
  readonly title: string;
  readonly author: string;
  readonly createdAt: string;
  readonly class: MigrationClass;
  readonly hash: string;
  readonly migrationIds: readonly string[];
  readonly decisions: readonly Decision[];
  readonly emergencies: readonly Emergency[];
  readonly rehearsedAt: string | null;
}

const requestColumns = `r.id, r.title, r.author, ${isoTime("r.at")} AS "createdAt", r.class, r.hash,
  (SELECT pg_catalog.json_agg(m.id ORDER BY m.position) FROM steward.migration m WHERE m.request_id = r.id) AS "migrationIds",
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('person', d.person, 'verdict', d.verdict, 'hash', d.hash,
    'comment', d.comment, 'at', ${isoTime("d.at")}) ORDER BY d.at), '[]') FROM steward.decision d WHERE d.request_id = r.id) AS decisions,
  (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('person', e.person, 'hash', e.hash, 'reason', e.reason,
    'at', ${isoTime("e.at")}) ORDER BY e.at), '[]') FROM steward.emergency e WHERE e.request_id = r.id) AS emergencies,
  (SELECT ${isoTime("h.at")} FROM steward.rehearsal h WHERE h.hash = r.rehearsal_hash) AS "rehearsedAt"`;

/** All change requests, newest first. */
export async function readRequestSummaries(session: ReadSession): Promise<readonly ChangeRequestSummary[]> {
  const rows = await readRows<RequestRow>(
    session,
    `SELECT ${requestColumns} FROM steward.request r ORDER BY r.at DESC`,
  );
  const runs = await readRuns(session);
  const { current } = await readPolicy(session);
  return rows.map((row) => {
    const { decisions, emergencies, rehearsedAt, ...summary } = row;
    const own = runs.filter((run) => run.requestId === row.id);
    const needed = neededApprovals(current, { ...row, isBegun: isBegun(own) }, new Date());
    const state = requestState({ ...row, decisions, runs: own, neededApprovals: needed });
    return { ...summary, migrationIds: row.migrationIds ?? [], state };
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
  /** The detail's text as it was hashed. */
  readonly detail: string | null;
  readonly isOfThisTarget: boolean;
  readonly policy: Policy;
  readonly emergencies: readonly Emergency[];
  readonly rehearsedAt: string | null;
  readonly restorePoints: readonly RestorePoint[];
  readonly checks: readonly CheckAfter[];
  readonly migrations: readonly MigrationBytes[];
  readonly runs: readonly Run[];
}

interface DetailRow extends RequestRow, Omit<LedgerRequest, "migrations" | "runs" | "policy" | keyof RequestRow> {
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
      (SELECT d.detail FROM steward.request_detail d WHERE d.request_id = r.id) AS detail,
      r.target_identity = ${identitySql} AS "isOfThisTarget",
      (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('id', c.id, 'person', c.person, 'at', ${isoTime("c.at")},
        'text', c.text, 'migrationId', c.migration_id, 'statementIndex', c.statement_index, 'entries',
        (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('id', t.id, 'person', t.person, 'at', ${isoTime("t.at")},
          'kind', t.kind, 'edits', t.edits, 'text', t.text) ORDER BY t.at), '[]')
          FROM steward.thread_entry t WHERE t.thread_id = c.id)) ORDER BY c.at), '[]')
        FROM steward.comment c WHERE c.request_id = r.id) AS comments,
      (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('id', p.id, 'person', p.person, 'at', ${isoTime("p.at")},
        'kind', p.kind, 'projectId', p.project_id, 'referenceId', p.reference_id, 'name', p.name) ORDER BY p.at), '[]')
        FROM steward.restore_point p WHERE p.request_id = r.id) AS "restorePoints",
      (SELECT coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('at', ${isoTime("k.at")}, 'kind', k.kind,
        'outcome', k.outcome, 'detail', k.detail) ORDER BY k.at), '[]')
        FROM steward.check_after k WHERE k.request_id = r.id) AS checks,
      (SELECT pg_catalog.json_agg(pg_catalog.json_build_object('id', m.id, 'order', m.number,
        'up', pg_catalog.encode(m.up_script, 'hex'), 'down', pg_catalog.encode(m.down_script, 'hex')) ORDER BY m.position)
        FROM steward.migration m WHERE m.request_id = r.id) AS scripts
    FROM steward.request r JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
    WHERE r.id = $1::pg_catalog.uuid`;
  const [row] = await readRows<DetailRow>(session, sql, [id]);
  if (!row) throw new AppError("notFound", "There is no such change request.", { hint: "Read the list again." });
  const { scripts, ...rest } = row;
  const migrations = (scripts ?? []).map(({ up, down, ...script }) => ({
    ...script,
    up: Buffer.from(up, "hex"),
    down: down === null ? null : Buffer.from(down, "hex"),
  }));
  const [runs, { current }] = [await readRuns(session, id), await readPolicy(session)];
  return { ...rest, policy: current, migrationIds: row.migrationIds ?? [], migrations, runs };
}

/** Something of it is in the database, or may be; `steward.is_begun` in the ledger tells the same. */
export function isBegun(runs: readonly Run[]): boolean {
  return runs.some(({ statements }) =>
    statements.some(({ state, isTransactional }) => state === "done" || !isTransactional),
  );
}

/** What the policy's rules look at. */
export function policySubject(request: LedgerRequest): PolicySubject {
  const { hash, rehearsedAt, emergencies } = request;
  return { hash, class: request.class, rehearsedAt, emergencies, isBegun: isBegun(request.runs) };
}

/** The newest events (of one request, when it is given), newest first. */
export async function readEvents(
  session: ReadSession,
  limit: number,
  requestId: string | null = null,
): Promise<readonly LedgerEvent[]> {
  const sql = `SELECT sequence, ${isoTime("at")} AS at, person, kind, request_id AS "requestId", summary, hash,
      target IS NOT NULL AND target <> ${identitySql} AS "isFromElsewhere"
    FROM steward.event JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database() WHERE $2::pg_catalog.uuid IS NULL OR request_id = $2::pg_catalog.uuid
    ORDER BY sequence DESC LIMIT $1::pg_catalog.int8`;
  return await readRows<LedgerEvent>(session, sql, [limit, requestId]);
}
