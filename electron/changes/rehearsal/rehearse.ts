import { randomBytes } from "node:crypto";
import { headCopy } from "../../../shared/branches/model.ts";
import type {
  MigrationFinding,
  RehearsalReport,
  RehearsedSchema,
  RehearsedStatement,
} from "../../../shared/changes/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Branching, Connection } from "../../../shared/connections/model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import type { UsableMigration } from "../folder/usable-migrations.ts";
import { actingOptions, becomeOwner, readTargetIdentity, type Target } from "../ledger/target.ts";
import { worstClass } from "../lint/lint-migration.ts";
import { hashScripts } from "../script/hashes.ts";
import { noCost, sampleEveryMs, sampleEveryMsOutside } from "./measuring/observe-backend.ts";
import type { RehearsalScript } from "./rehearsal-sessions.ts";
import { sealReport } from "./report.ts";
import { runPass } from "./run-pass.ts";
import { compareSchemas, readSchemaOf } from "./schema-snapshot.ts";
import { changedTables, findNamedTables, lostRowsFinding, readSameRows, readTableRows } from "./table-rows.ts";

/** What a rehearsal needs. */
export interface Rehearsal {
  readonly target: Target;
  readonly connection: Connection;
  readonly controlPlane: ControlPlane;
  readonly migrations: readonly UsableMigration[];
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

type Branch = { readonly id: string; readonly name: string };
type Measured = Pick<RehearsalReport, "outcome" | "statements" | "observer" | "schema"> & {
  /** Tables whose rows up and down together changed; null when that was not compared. */
  readonly changed: readonly ObjectName[] | null;
};

/**
 * Forks the target's default branch, runs up, down and up on the fork and deletes it, whatever happens. A script that
 * fails gives a report with outcome `failed`. Rejects with `unsupported` (no control plane), `cancelled` and the control plane's
 * errors. Changes nothing in the target; the caller records the report.
 */
export async function rehearse(rehearsal: Rehearsal): Promise<{ report: RehearsalReport; text: string }> {
  const { target, connection, controlPlane, migrations, signal } = rehearsal;
  const startedAt = new Date();
  const began = performance.now();
  const { identity, serverVersion } = await target.databases.read(target.ref, "rehearsal: target", readTargetIdentity, {
    signal,
  });
  rehearsal.report({ step: "making a branch" });
  const branch = await fork(rehearsal);
  const forkMs = performance.now() - began;
  let measured: Measured;
  try {
    measured = await onBranch(rehearsal, branch);
  } finally {
    rehearsal.report({ step: "deleting the branch" });
    await controlPlane.deleteBranch(projectOf(connection).projectId, branch.id);
  }
  const { changed, ...results } = measured;
  const lost = changed && changed.length > 0 ? [lostRowsFinding(migrations[0]?.id ?? "", changed)] : [];
  const findings: readonly MigrationFinding[] = [...migrations.flatMap(({ linted }) => linted.findings), ...lost];
  return sealReport({
    version: 1,
    connectionId: connection.id,
    migrationIds: migrations.map(({ id }) => id),
    scriptsSha256: hashScripts(migrations),
    targetIdentity: identity,
    serverVersion,
    branchName: branch.name,
    startedAt: startedAt.toISOString(),
    forkMs,
    totalMs: performance.now() - began,
    ...results,
    dataPreserved: changed === null ? null : changed.length === 0,
    findings,
    class: worstClass([...migrations.map(({ linted }) => linted.class), ...lost.map((finding) => finding.class)]),
  });
}

/** The project of a connection, or AppError `unsupported`. */
export function projectOf(connection: Connection): Branching {
  const branching = branchingOf(connection);
  if (branching) return branching;
  throw new AppError(
    "unsupported",
    `“${connection.name}” is one server; there is nothing to make a rehearsal branch with.`,
    {
      hint: "Submit without a rehearsal, or turn on the connection's branches by template databases.",
    },
  );
}

async function fork({ connection, controlPlane, signal, report }: Rehearsal): Promise<Branch> {
  const { projectId, defaultBranchId } = projectOf(connection);
  return await controlPlane.createBranch(
    {
      projectId,
      parentId: defaultBranchId,
      name: `rehearsal-${randomBytes(4).toString("hex")}`,
      timeToLiveSeconds: 6 * 3600,
      ...headCopy,
      purpose: "rehearsal",
    },
    { signal, report },
  );
}

async function onBranch(rehearsal: Rehearsal, branch: Branch): Promise<Measured> {
  const { target, signal } = rehearsal;
  const ref = { ...target.ref, branchId: branch.id };
  const open = (purpose: string) => target.databases.open(ref, actingOptions(target, purpose, signal));
  const runner = await open("rehearsal");
  try {
    const observer = await open("rehearsal observer");
    try {
      return await runPasses(rehearsal, runner, observer);
    } finally {
      await observer.close();
    }
  } finally {
    await runner.close();
  }
}

async function runPasses(rehearsal: Rehearsal, runner: OwnedSession, observer: OwnedSession): Promise<Measured> {
  const { migrations, signal } = rehearsal;
  const up = migrations.map(
    ({ id, linted }): RehearsalScript => ({ migrationId: id, direction: "up", statements: linted.up }),
  );
  const down = migrations.toReversed().map(({ id, linted }): RehearsalScript => {
    return { migrationId: id, direction: "down", statements: linted.down ?? [] };
  });
  const hasDown = migrations.every(({ linted }) => linted.down !== null);
  const scripts = hasDown ? [up, down, up] : [up];
  const total = scripts.flat().reduce((sum, { statements }) => sum + statements.length, 0);
  let done = 0;
  const started = (script: RehearsalScript, { kind }: { readonly kind: string }) =>
    rehearsal.report({
      step: `${script.direction}: ${script.migrationId}: ${kind}`,
      done: done++,
      total,
      unit: "statements",
    });
  const cost = noCost();
  const sessions = { runner, observer, signal, started, cost };
  await becomeOwner(observer);
  const before = await readSchemaOf(observer);
  const named = await findNamedTables(
    observer,
    migrations.flatMap(({ linted }) => [...linted.up, ...(linted.down ?? [])]),
  );
  rehearsal.report({ step: "reading the rows before" });
  const rowsBefore = hasDown ? await readTableRows(observer, named, signal) : [];
  let changed: readonly ObjectName[] | null = null;
  const statements: RehearsedStatement[] = [];
  const snapshots = [];
  for (const [index, pass] of (["up", "down", "upAgain"] as const).slice(0, scripts.length).entries()) {
    statements.push(...(await runPass(sessions, pass, scripts[index] ?? [])));
    if (statements.at(-1)?.error) break;
    snapshots.push(await readSchemaOf(observer));
    if (pass !== "down") continue;
    rehearsal.report({ step: "comparing the rows" });
    changed = changedTables(rowsBefore, await readSameRows(observer, rowsBefore, signal));
  }
  const schema = describeSchemas(before, snapshots);
  const isSame = schema.downDifferences.length === 0 && schema.upDifferences.length === 0;
  const passed = snapshots.length < scripts.length ? "failed" : isSame ? "passed" : "schemaDiffers";
  const looked = { everyMs: sampleEveryMs, everyMsOutside: sampleEveryMsOutside, ...cost };
  return {
    statements,
    observer: looked,
    schema,
    changed,
    outcome: passed === "passed" && !hasDown ? "noDown" : passed,
  };
}

type Snapshot = Awaited<ReturnType<typeof readSchemaOf>>;

function describeSchemas(before: Snapshot, [afterUp, afterDown, afterSecondUp]: readonly Snapshot[]): RehearsedSchema {
  return {
    before: before.sha256,
    afterUp: afterUp?.sha256 ?? null,
    afterDown: afterDown?.sha256 ?? null,
    afterSecondUp: afterSecondUp?.sha256 ?? null,
    downDifferences: afterDown ? compareSchemas(before, afterDown, 200) : [],
    upDifferences: afterUp && afterSecondUp ? compareSchemas(afterUp, afterSecondUp, 200) : [],
    changes: afterUp ? compareSchemas(before, afterUp, 500) : [],
  };
}
