import { randomUUID } from "node:crypto";
import { applyOptionsSchema } from "../../../shared/changes/contract.ts";
import type { ApplyOptions } from "../../../shared/changes/model.ts";
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
}

/**
 * Records a change request with the newest rehearsal of exactly these bytes on this target (`null` when there is
 * none) and gives its id. The acting role becomes the author. Rejects with `refused` (the rehearsal failed, or is missing).
 */
export async function submitRequest(target: Target, submission: Submission): Promise<string> {
  const { title, description, migrations, options } = submission;
  const id = randomUUID();
  const rehearsalHash = await target.databases.read(target.ref, "ledger: rehearsal", (session) =>
    findRehearsal(session, hashScripts(migrations)),
  );
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
