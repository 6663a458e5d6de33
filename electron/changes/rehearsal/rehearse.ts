import type { MigrationFinding, RehearsalReport } from "../../../shared/changes/model.ts";
import { branchingOf } from "../../../shared/connections/branching-of.ts";
import type { Branching, Connection } from "../../../shared/connections/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ControlPlane } from "../../control-planes/control-plane.ts";
import { withThrowAwayBranch } from "../../control-planes/throw-away-branch.ts";
import type { SqlParser } from "../../sql/parser/sql-parser.ts";
import type { UsableMigration } from "../folder/usable-migrations.ts";
import { actingOptions, readTargetIdentity, type Target } from "../ledger/target.ts";
import { worstClass } from "../lint/lint-migration.ts";
import { hashScripts } from "../script/hashes.ts";
import { estimateTimes } from "./estimates/estimate-time.ts";
import { readTableSizes } from "./estimates/table-sizes.ts";
import { correctFindings } from "./findings/correct-findings.ts";
import { queryFindings } from "./queries/compare-plans.ts";
import { readGivenQueries, readTopQueries, type TopQueries } from "./queries/read-queries.ts";
import { sealReport } from "./report.ts";
import { dataNotPreserved, isPreserved, lostRowsFinding } from "./rows/compare-rows.ts";
import { type PassesResult, runPasses } from "./run-passes.ts";

/** What a rehearsal needs. */
export interface Rehearsal {
  readonly target: Target;
  readonly connection: Connection;
  readonly controlPlane: ControlPlane;
  readonly migrations: readonly UsableMigration[];
  readonly parser: SqlParser;
  /** Queries to be planned in place of the target's top ones. */
  readonly queriesSql: string | undefined;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

type Branch = { readonly id: string; readonly name: string };

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
  const topQueries = await chooseQueries(rehearsal);
  const { projectId, defaultBranchId } = projectOf(connection);
  const fork = { projectId, parentId: defaultBranchId, namePrefix: "rehearsal", purpose: "rehearsal" } as const;
  const { branch, forkMs, measured } = await withThrowAwayBranch(
    controlPlane,
    fork,
    { signal, report: rehearsal.report },
    async (made) => ({
      branch: made,
      forkMs: performance.now() - began,
      measured: await onBranch(rehearsal, made, topQueries),
    }),
  );
  const { statements, sizes, ...results } = measured;
  const targetSizes = await target.databases.read(
    target.ref,
    "rehearsal: table sizes",
    (session) => readTableSizes(session, [...sizes.keys()]),
    { signal },
  );
  const findings = findingsOf(migrations, measured);
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
    statements: estimateTimes(statements, { data: measured.data, branch: sizes, target: targetSizes }),
    dataPreserved: measured.schema.afterDown === null ? null : isPreserved(measured.data),
    findings,
    class: worstClass(findings.filter(isOfUp).map((finding) => finding.class)),
  });
}

/** The lint's findings as the run corrected them, and what the run found by itself. */
function findingsOf(
  migrations: readonly UsableMigration[],
  { statements, data, queries }: PassesResult,
): readonly MigrationFinding[] {
  const first = migrations[0]?.id ?? "";
  const lost = lostRowsFinding(first, data);
  const linted = migrations.flatMap((migration) => migration.linted.findings);
  return [...correctFindings(linted, statements), ...queryFindings(first, queries), ...(lost ? [lost] : [])];
}

/** A migration is classed by what its up does, and by what down does not bring back. */
function isOfUp({ direction, code }: MigrationFinding): boolean {
  return direction === "up" || code === dataNotPreserved;
}

function chooseQueries({ target, queriesSql, parser, signal }: Rehearsal): Promise<TopQueries> {
  return queriesSql === undefined ? readTopQueries(target, parser, signal) : readGivenQueries(queriesSql, parser);
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

async function onBranch(rehearsal: Rehearsal, branch: Branch, topQueries: TopQueries): Promise<PassesResult> {
  const { target, migrations, signal, report } = rehearsal;
  const ref = { ...target.ref, branchId: branch.id };
  const open = (purpose: string) => target.databases.open(ref, actingOptions(target, purpose, signal));
  const runner = await open("rehearsal");
  try {
    const observer = await open("rehearsal observer");
    try {
      return await runPasses({ migrations, topQueries, runner, observer, signal, report });
    } finally {
      await observer.close();
    }
  } finally {
    await runner.close();
  }
}
