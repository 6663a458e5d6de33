import type {
  RehearsalPass,
  RehearsalReport,
  RehearsedSchema,
  RehearsedStatement,
} from "../../../shared/changes/model.ts";
import type { DataSurvival, RehearsedQueries } from "../../../shared/changes/rehearsal-model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { becomeOwner } from "../ledger/target.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";
import { readTableSizes, type TableSizes } from "./estimates/table-sizes.ts";
import { noCost, sampleEveryMs, sampleEveryMsOutside } from "./measuring/observe-backend.ts";
import { analyzeTables } from "./queries/analyze-tables.ts";
import { compareQueries } from "./queries/compare-plans.ts";
import { type PlanAnswer, planQueries } from "./queries/plan-queries.ts";
import type { TopQueries } from "./queries/read-queries.ts";
import type { RehearsalScript } from "./rehearsal-sessions.ts";
import { type KnownRelations, readRelations } from "./relations.ts";
import { describeSurvival } from "./rows/compare-rows.ts";
import { findTouchedTables } from "./rows/find-tables.ts";
import { newHashKey, type RowSums, readRowSums, readSameSums } from "./rows/read-rows.ts";
import { runPass } from "./run-pass.ts";
import { compareSchemas, readSchemaOf } from "./schema-snapshot.ts";

/** What is run on the branch, and what is looked at around it. */
export interface PassesRun {
  readonly migrations: readonly {
    readonly id: string;
    readonly linted: { readonly up: readonly PreparedStatement[]; readonly down: readonly PreparedStatement[] | null };
  }[];
  readonly topQueries: TopQueries;
  readonly runner: OwnedSession;
  readonly observer: OwnedSession;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** What the passes gave. */
export type PassesResult = Pick<RehearsalReport, "outcome" | "statements" | "observer" | "schema"> & {
  readonly data: DataSurvival;
  readonly queries: RehearsedQueries;
  /** Bytes on the branch before up, of every table that the scripts name or that a statement locked. */
  readonly sizes: TableSizes;
};

interface Looks {
  readonly snapshots: Snapshot[];
  rowsUp: readonly RowSums[] | null;
  rowsDown: readonly RowSums[] | null;
  plansUp: readonly PlanAnswer[];
}

/** Runs up, down and up (only up without a down script) on the branch, and looks at schema, rows and plans around them. */
export async function runPasses(run: PassesRun): Promise<PassesResult> {
  const { runner, observer, signal, topQueries } = run;
  const { passes, hasDown, all } = arrangeScripts(run);
  const cost = noCost();
  const sessions = { runner, observer, signal, started: countStatements(run, passes), cost };
  await becomeOwner(observer);
  const schemaBefore = await readSchemaOf(observer);
  const relationsBefore = await readRelations(observer);
  const sizes = await readTableSizes(observer, tablesOf(relationsBefore));
  run.report({ step: "reading the rows before" });
  const [tables, key] = [await findTouchedTables(observer, all), newHashKey()];
  const rowsBefore = await readRowSums(observer, tables, key, signal);
  const planNow = async (): Promise<readonly PlanAnswer[]> => {
    if (topQueries.queries.length === 0) return [];
    run.report({ step: `planning ${topQueries.queries.length} queries of the target` });
    await analyzeTables(
      observer,
      tables.map(({ oid }) => oid),
      relationsBefore,
      signal,
    );
    return await planQueries(observer, topQueries.queries, signal);
  };
  const plansBefore = await planNow();
  const looks: Looks = { snapshots: [], rowsUp: null, rowsDown: null, plansUp: [] };
  const statements: RehearsedStatement[] = [];
  for (const [pass, scripts] of passes) {
    statements.push(...(await runPass(sessions, pass, scripts)));
    if (statements.at(-1)?.error) break;
    looks.snapshots.push(await readSchemaOf(observer));
    if (pass === "upAgain") continue;
    run.report({ step: "comparing the rows" });
    const rows = await readSameSums(observer, rowsBefore, key, signal);
    if (pass === "up") [looks.rowsUp, looks.plansUp] = [rows, await planNow()];
    else looks.rowsDown = rows;
  }
  const schema = describeSchemas(schemaBefore, looks.snapshots);
  const hasRun = looks.snapshots.length === passes.length;
  return {
    statements,
    observer: { everyMs: sampleEveryMs, everyMsOutside: sampleEveryMsOutside, ...cost },
    schema,
    outcome: outcomeOf(schema, hasRun, hasDown),
    data: describeSurvival(rowsBefore, looks.rowsUp, looks.rowsDown, statements),
    queries: compareQueries(topQueries, plansBefore, looks.plansUp),
    sizes,
  };
}

type Passes = readonly (readonly [RehearsalPass, readonly RehearsalScript[]])[];

function arrangeScripts({ migrations }: PassesRun) {
  const up = migrations.map(({ id, linted }): RehearsalScript => {
    return { migrationId: id, direction: "up", statements: linted.up };
  });
  const down = migrations.toReversed().map(({ id, linted }): RehearsalScript => {
    return { migrationId: id, direction: "down", statements: linted.down ?? [] };
  });
  const hasDown = migrations.every(({ linted }) => linted.down !== null);
  const passes: Passes = [
    ["up", up],
    ...(hasDown
      ? ([
          ["down", down],
          ["upAgain", up],
        ] as const)
      : []),
  ];
  return { passes, hasDown, all: [...up, ...down].flatMap(({ statements }) => statements) };
}

/** Tells of each statement, counted over all passes. */
function countStatements({ report }: PassesRun, passes: Passes) {
  const scripts = passes.flatMap(([, some]) => some);
  const total = scripts.reduce((sum, { statements }) => sum + statements.length, 0);
  let done = 0;
  return ({ direction, migrationId }: RehearsalScript, { kind }: PreparedStatement) =>
    report({ step: `${direction}: ${migrationId}: ${kind}`, done: done++, total, unit: "statements" });
}

function tablesOf(relations: KnownRelations): readonly string[] {
  return [...relations.values()].flatMap(({ name, kind }) => (kind === "table" ? [name] : []));
}

function outcomeOf(schema: RehearsedSchema, hasRun: boolean, hasDown: boolean): RehearsalReport["outcome"] {
  if (!hasRun) return "failed";
  if (schema.downDifferences.length > 0 || schema.upDifferences.length > 0) return "schemaDiffers";
  return hasDown ? "passed" : "noDown";
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
