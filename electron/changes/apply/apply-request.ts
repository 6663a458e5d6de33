import type { Direction } from "../../../shared/changes/model.ts";
import { policyProblems } from "../../../shared/changes/policy-rules.ts";
import { migrationProgress } from "../../../shared/changes/request-state.ts";
import type { RestorePoint } from "../../../shared/changes/review-model.ts";
import type { Connection } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { HistoryRecorder } from "../../migrations/history/recorder.ts";
import { decodeScript, type MigrationBytes, sha256Hex } from "../../migrations/script-bytes.ts";
import type { WriteSession } from "../../postgres/session.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import { parseDetail, parseReport } from "../ledger/describe-request.ts";
import { withLedgerErrors } from "../ledger/ledger-error.ts";
import { isBegun, type LedgerRequest, policySubject, readLedgerRequest } from "../ledger/read-requests.ts";
import { doneStatements, doubtfulStatements, readRuns } from "../ledger/read-runs.ts";
import { actingOptions, becomeOwner, type Target } from "../ledger/target.ts";
import { readSchemaOf } from "../rehearsal/schema-snapshot.ts";
import { approvalKey, hashMigration } from "../script/hashes.ts";
import { prepareScript } from "../script/prepare-script.ts";
import { takeApplyLock } from "./apply-lock.ts";
import { verifySchema, watchAfter } from "./check-after.ts";
import type { PauseSwitch } from "./pause-switch.ts";
import { refusePooler } from "./refuse-pooler.ts";
import { type MigrationRun, runMigration } from "./run-migration.ts";

/** An application or rollback of a change request. */
export interface RequestRun {
  readonly target: Target;
  readonly requestId: string;
  readonly direction: Direction;
  /** The migrations as the folder has them now; empty where the connection has no folder. */
  readonly folder: readonly MigrationBytes[];
  /** Keeps the table of the folder's tool right; null where there is none. */
  readonly history: HistoryRecorder | null;
  readonly parser: SqlParser;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
  readonly changed: () => void;
  readonly connection: Connection;
  readonly pauses: PauseSwitch;
  /** Makes a restore point under this name; null where no control plane can. */
  readonly keepRestorePoint: ((name: string) => Promise<MadeRestorePoint>) | null;
}

/** What a control plane made, as the ledger names it. */
export interface MadeRestorePoint {
  readonly kind: RestorePoint["kind"];
  readonly projectId: string;
  readonly referenceId: string;
  readonly name: string;
}

/**
 * Applies, rolls back or continues a change request under the apply lock. Hash, target and (at the first apply) the
 * target's schema are checked under the lock, by the ledger and here. Rejects with `conflict` (somebody else applies,
 * nothing to do), `refused` (not approved, something differs from what was approved), and the error of a statement.
 */
export async function runRequest(run: RequestRun): Promise<void> {
  const { target, requestId, direction, signal } = run;
  const purpose = `${direction === "up" ? "apply" : "rollback"} ${requestId.slice(0, 8)}`;
  await target.databases.write(target.ref, actingOptions(target, purpose, signal), async (main) => {
    await refusePooler(main, run.connection);
    await takeApplyLock(main);
    const request = await readLedgerRequest(main, requestId);
    await checkRequest(main, request, run);
    const pending = await planRuns(main, request, run);
    await makeRestorePoint(main, request, run);
    await target.databases.write(target.ref, actingOptions(target, `${purpose} ledger`, signal), async (ledger) => {
      await becomeOwner(ledger);
      for (const one of pending) await runMigration({ main, ledger }, one);
    });
    if (direction === "up") await lookAfter(main, request, run);
  });
}

/** The target as it is now is kept first, where that was approved; named in the ledger before anything is sent. */
async function makeRestorePoint(main: WriteSession, request: LedgerRequest, run: RequestRun): Promise<void> {
  const { course } = parseDetail(request.detail);
  if (run.direction === "down" || !course.makesRestorePoint || isBegun(request.runs)) return;
  if (!run.keepRestorePoint)
    throw new AppError("refused", "A restore point was approved, and nothing here can make one.", {
      hint: "Submit the migrations again without it, or connect through a project that has branches.",
    });
  run.report({ step: "keeping a restore point" });
  const { kind, projectId, referenceId, name } = await run.keepRestorePoint(`before-${request.id.slice(0, 8)}`);
  await withLedgerErrors(() =>
    main.execute("SELECT steward.record_restore_point($1, $2, $3, $4, $5)", [
      request.id,
      kind,
      projectId,
      referenceId,
      name,
    ]),
  );
  run.changed();
}

/** The schema against the rehearsal's, then the watch that was approved. A cut watch does not undo what was applied. */
async function lookAfter(main: WriteSession, request: LedgerRequest, run: RequestRun): Promise<void> {
  const { report, rehearsalHash } = request;
  await becomeOwner(main);
  run.report({ step: "comparing the schema with the rehearsal's" });
  await verifySchema(main, request.id, report && rehearsalHash ? parseReport(report, rehearsalHash) : null);
  run.changed();
  const { watchSeconds } = parseDetail(request.detail).course;
  const tell = (left: number) => run.report({ step: `watching lock waits, errors and queries, ${left} s left` });
  if (watchSeconds > 0) await watchAfter(main, request.id, watchSeconds, { signal: run.signal, tell });
}

async function checkRequest(main: WriteSession, request: LedgerRequest, run: RequestRun): Promise<void> {
  const rehearsalHash = request.report === null ? request.rehearsalHash : sha256Hex(request.report);
  if (approvalKey({ ...request, rehearsalHash }) !== request.hash)
    throw new AppError("refused", "What the ledger holds is not what was approved: its hash is another one.", {
      hint: "Verify the ledger, and submit the migrations again.",
    });
  if (!request.isOfThisTarget)
    throw new AppError("refused", "This change request was made for another database or branch.", {
      hint: "A branch copies its parent's requests, but not what was approved there. Submit the migrations for this one.",
    });
  for (const { id } of request.migrations) run.history?.requireFile(id);
  if (run.direction === "down") return;
  const [problem] = policyProblems(request.policy, policySubject(request), new Date());
  if (problem) throw new AppError("refused", problem.message, { hint: problem.advice });
  for (const migration of request.migrations) {
    const file = run.folder.find(({ id }) => id === migration.id);
    if (file && hashMigration(file) !== hashMigration(migration))
      throw new AppError("refused", `${migration.id} was changed in the folder after it was submitted.`, {
        hint: "Submit it again, so that what is reviewed and what is in the folder are the same.",
      });
  }
  if (request.runs.some(({ mayHaveLasted, outcome }) => mayHaveLasted || outcome === "done")) return;
  await checkSchema(main, request);
}

/** The target must be as the rehearsal found it; otherwise what was measured and approved says nothing about it. */
async function checkSchema(main: WriteSession, { report, rehearsalHash }: LedgerRequest): Promise<void> {
  if (report === null || rehearsalHash === null) return;
  const rehearsed = parseReport(report, rehearsalHash).schema.before;
  const { sha256 } = await readSchemaOf(main);
  if (sha256 === rehearsed) return;
  throw new AppError("refused", "The target's schema has changed since the rehearsal.", {
    hint: "Rehearse and submit again: the approval is for the schema as it was.",
  });
}

/** Which migrations are to be run, in which order, and from where. */
async function planRuns(main: WriteSession, request: LedgerRequest, run: RequestRun): Promise<readonly MigrationRun[]> {
  const { direction, history } = run;
  if (direction === "up") await refuseRepeated(main, request, history);
  const inOrder = direction === "up" ? request.migrations : request.migrations.toReversed();
  const open = inOrder.filter(({ id }) => {
    const { isApplied, unfinished } = migrationProgress(request.runs.filter((one) => one.migrationId === id));
    return direction === "up" ? !isApplied : isApplied || unfinished !== null;
  });
  if (open.length === 0)
    throw new AppError(
      "conflict",
      direction === "up" ? "This change request is applied already." : "There is nothing to roll back.",
      {
        hint: "Read the change request again.",
      },
    );
  if (history !== null && direction === "up")
    for (const { id } of open)
      if (!request.runs.some(({ migrationId }) => migrationId === id)) await history.refuseApplied(main, id);
  const scripts = await Promise.all(open.map((migration) => scriptOf(migration, direction, run.parser)));
  const total = scripts.reduce((sum, script) => sum + script.length, 0);
  let done = 0;
  const at = () => ({ done: Math.max(0, done - 1), total, unit: "statements" });
  const { course } = parseDetail(request.detail);
  return open.map(({ id }, place) => {
    const script = scripts[place] ?? [];
    return {
      requestId: request.id,
      migrationId: id,
      direction,
      history,
      script,
      done: doneStatements(request.runs, id, direction),
      doubtful: doubtfulStatements(request.runs, id, direction),
      options: request.options,
      course,
      signal: run.signal,
      turn: () =>
        run.pauses.wait(run.requestId, run.signal, () => run.report({ step: `paused before ${id}`, ...at() })),
      waiting: ({ index, kind }, blockers) =>
        run.report({
          step: `${id}: statement ${index + 1} of ${script.length}: ${kind}${blockers === null ? "" : `, waits for ${blockers}`}`,
          ...at(),
        }),
      started: ({ index, kind }) =>
        run.report({
          step: `${id}: statement ${index + 1} of ${script.length}: ${kind}`,
          done: done++,
          total,
          unit: "statements",
        }),
      changed: run.changed,
    };
  });
}

async function refuseRepeated(
  main: WriteSession,
  request: LedgerRequest,
  history: HistoryRecorder | null,
): Promise<void> {
  if (request.runs.some(({ direction }) => direction === "down"))
    throw new AppError("conflict", "This change request was rolled back, at least in part.", {
      hint: "Finish the rollback, and submit the migrations again.",
    });
  const all = await readRuns(main);
  for (const { id } of request.migrations) {
    if (history?.isRepeatable(id)) continue;
    const others = all.filter((run) => run.migrationId === id && run.requestId !== request.id);
    const { isApplied, unfinished } = migrationProgress(others);
    if (isApplied || unfinished !== null)
      throw new AppError("conflict", `${id} was applied by another change request.`, {
        hint: "Roll that one back first.",
      });
  }
}

async function scriptOf(migration: MigrationBytes, direction: Direction, parser: SqlParser) {
  const bytes = migration[direction];
  if (bytes === null)
    throw new AppError("refused", `${migration.id} has no down script.`, {
      hint: "Write a migration that undoes it, or restore a branch from before.",
    });
  return await prepareScript(decodeScript(bytes) ?? "", parser);
}
