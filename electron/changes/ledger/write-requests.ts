import { randomUUID } from "node:crypto";
import { applyOptionsSchema } from "../../../shared/changes/contract.ts";
import type { ApplyOptions } from "../../../shared/changes/model.ts";
import { applyCourseSchema } from "../../../shared/changes/review-contract.ts";
import type {
  ApplyCourse,
  Policy,
  Promotion,
  RequestDetail,
  ThreadEntry,
} from "../../../shared/changes/review-model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";
import type { UsableMigration } from "../folder/usable-migrations.ts";
import { worstClass } from "../lint/lint-migration.ts";
import { hashScripts } from "../script/hashes.ts";
import { withLedgerErrors } from "./ledger-error.ts";
import { readTargetIdentity, type Target, writeLedger } from "./target.ts";

/** A change request before it is submitted. */
export interface Submission {
  readonly title: string;
  readonly description: string;
  readonly options: ApplyOptions | undefined;
  readonly migrations: readonly UsableMigration[];
  /** Whether there is something to rehearse on, so that it must have been done. */
  readonly needsRehearsal: boolean;
  readonly specReference: string;
  readonly course: ApplyCourse | undefined;
  readonly promotedFrom: Promotion | null;
}

/**
 * Records a change request with the newest rehearsal of exactly these bytes on this target (`null` when there is
 * none) and gives its id. The acting role becomes the author. Rejects with `refused` (the rehearsal failed, or is missing).
 */
export async function submitRequest(target: Target, submission: Submission): Promise<string> {
  const { title, description, migrations, options, specReference, promotedFrom } = submission;
  const id = randomUUID();
  const [rehearsalHash, supersedes] = await target.databases.read(target.ref, "ledger: rehearsal", async (session) => [
    await findRehearsal(session, hashScripts(migrations)),
    await findSuperseded(session, migrations),
  ]);
  const course = submission.course ?? applyCourseSchema.parse({});
  const detail: RequestDetail = { specReference, course, supersedes, promotedFrom };
  if (rehearsalHash === null && submission.needsRehearsal)
    throw new AppError("refused", "These bytes were not rehearsed on this target.", {
      hint: "Rehearse them first; whatever was changed since the last rehearsal counts.",
    });
  const request = {
    id,
    connectionId: target.ref.connectionId,
    title,
    description,
    class: worstClass(migrations.map(({ linted }) => linted.class)),
    findings: JSON.stringify(migrations.flatMap(({ linted }) => linted.findings)),
    rehearsalHash,
    detail: JSON.stringify(detail),
    ...(options ?? applyOptionsSchema.parse({})),
  };
  const scripts = migrations.map(({ id: migrationId, order, up, down }) => {
    return { id: migrationId, order, up: up.toString("hex"), down: down?.toString("hex") ?? null };
  });
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: submit", (session) =>
      session.execute("SELECT steward.submit($1, $2)", [JSON.stringify(request), JSON.stringify(scripts)]),
    ),
  );
  return id;
}

async function findRehearsal(session: ReadSession, scriptsSha256: string): Promise<string | null> {
  const { identity } = await readTargetIdentity(session);
  const found = await session.query(
    "SELECT hash FROM steward.rehearsal WHERE scripts_sha256 = $1 AND target_identity = $2 ORDER BY at DESC LIMIT 1",
    [scriptsSha256, identity],
  );
  return found.rows[0]?.[0] ?? null;
}

/** The newest request of the same migrations that was never applied: what its reviewers saw is shown beside this one. */
async function findSuperseded(session: ReadSession, migrations: readonly UsableMigration[]): Promise<string | null> {
  const found = await session.query(
    `SELECT r.id FROM steward.request r WHERE NOT EXISTS (SELECT FROM steward.application a WHERE a.request_id = r.id)
       AND (SELECT pg_catalog.array_agg(m.id ORDER BY m.position) FROM steward.migration m WHERE m.request_id = r.id)
         = (SELECT pg_catalog.array_agg(v.value ORDER BY v.ordinality)
            FROM pg_catalog.jsonb_array_elements_text($1::pg_catalog.jsonb) WITH ORDINALITY v)
     ORDER BY r.at DESC LIMIT 1`,
    [JSON.stringify(migrations.map(({ id }) => id))],
  );
  return found.rows[0]?.[0] ?? null;
}

/** Records an answer of the acting role. Rejects with `refused` (the author approves, another hash) and `conflict`. */
export async function decide(
  target: Target,
  decision: {
    readonly id: string;
    readonly verdict: "approve" | "refuse";
    readonly expectedHash: string;
    readonly comment: string;
  },
): Promise<void> {
  const { id, verdict, expectedHash, comment } = decision;
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: decision", (session) =>
      session.execute("SELECT steward.decide($1, $2, $3, $4)", [id, verdict, expectedHash, comment]),
    ),
  );
}

/** Adds a line to the discussion, as the acting role. */
export async function addComment(
  target: Target,
  comment: {
    readonly id: string;
    readonly text: string;
    readonly migrationId: string | null;
    readonly statementIndex: number | null;
  },
): Promise<void> {
  const { id, text, migrationId, statementIndex } = comment;
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: comment", (session) =>
      session.execute("SELECT steward.add_comment($1, $2, $3, $4)", [id, text, migrationId, statementIndex]),
    ),
  );
}

/** Adds to a thread, as the acting role. Rejects with `refused` (somebody else's text) and `conflict` (settled already). */
export async function addThreadEntry(
  target: Target,
  entry: {
    readonly threadId: string;
    readonly kind: ThreadEntry["kind"];
    readonly edits: string | null;
    readonly text: string;
  },
): Promise<void> {
  const { threadId, kind, edits, text } = entry;
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: thread", (session) =>
      session.execute("SELECT steward.add_thread_entry($1, $2, $3, $4)", [threadId, kind, edits, text]),
    ),
  );
}

/** Records a policy, as the acting role. Rejects with `refused` unless that is the database's owner. */
export async function setPolicy(target: Target, policy: Policy): Promise<void> {
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: policy", (session) =>
      session.execute("SELECT steward.set_policy($1)", [JSON.stringify(policy)]),
    ),
  );
}

/** Records an emergency, as the acting role. Rejects with `refused` (not allowed, another hash). */
export async function declareEmergency(
  target: Target,
  emergency: { readonly id: string; readonly expectedHash: string; readonly reason: string },
): Promise<void> {
  const { id, expectedHash, reason } = emergency;
  await withLedgerErrors(() =>
    writeLedger(target, "ledger: emergency", (session) =>
      session.execute("SELECT steward.declare_emergency($1, $2, $3)", [id, expectedHash, reason]),
    ),
  );
}
