import type { Measured } from "../../../shared/adviser/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import { readPlans } from "../../../shared/plans/reading/read-plans.ts";
import type { ReadSession, WriteSession } from "../../postgres/session.ts";

/** One statement, run on a branch and rolled back, and its plan. */
export interface MeasuredPlan {
  readonly measured: Measured;
  readonly plan: Plan;
}

/** How a statement is measured. */
export interface Measuring {
  readonly sql: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Statements before it, in the same transaction: indexes that are to be left out. */
  readonly before: readonly string[];
}

const maxPlanBytes = 64 * 1024 * 1024;
/** Slower statements are run twice only. */
const slowMs = 2_000;
const runs = 4;
const pageKinds = [
  "sharedHitBlocks",
  "sharedReadBlocks",
  "localHitBlocks",
  "localReadBlocks",
  "tempReadBlocks",
  "tempWrittenBlocks",
];

/**
 * Runs the statement several times in one transaction that is rolled back, and keeps the best warm run: the first one
 * pays for caches. Rejects with `sql`, `timeout`, `cancelled`.
 */
export async function measureQuery(session: WriteSession, measuring: Measuring): Promise<MeasuredPlan> {
  const { sql, timeoutMs, signal, before } = measuring;
  await session.execute("BEGIN");
  try {
    for (const statement of before) await session.execute(statement, [], { signal });
    await session.execute(`SET LOCAL statement_timeout = ${timeoutMs}`);
    // A deferred check would never run before the rollback, and its cost would not show.
    await session.execute("SET CONSTRAINTS ALL IMMEDIATE");
    const first = await runOnce(session, sql, signal);
    let best = await runOnce(session, sql, signal);
    for (let run = 2; run < runs && first.measured.ms < slowMs; run += 1) {
      const next = await runOnce(session, sql, signal);
      if (next.measured.ms < best.measured.ms) best = next;
    }
    return best;
  } finally {
    await session.execute("ROLLBACK");
  }
}

async function runOnce(session: WriteSession, sql: string, signal: AbortSignal): Promise<MeasuredPlan> {
  await session.execute("SAVEPOINT measured");
  const plan = await explain(session, `EXPLAIN (ANALYZE, VERBOSE, BUFFERS, FORMAT JSON)\n${sql}`, signal);
  await session.execute("ROLLBACK TO SAVEPOINT measured");
  return { measured: toMeasured(plan), plan };
}

/** Plans a statement without running it. */
export async function estimateQuery(session: ReadSession, sql: string, signal: AbortSignal): Promise<Plan> {
  return await explain(session, `EXPLAIN (VERBOSE, FORMAT JSON)\n${sql}`, signal);
}

async function explain(session: ReadSession, sql: string, signal: AbortSignal): Promise<Plan> {
  const answer = await session.query(sql, [], { signal, maxCellBytes: maxPlanBytes, cause: "index adviser" });
  const [plan] = readPlans(answer.rows[0]?.[0] ?? "[]");
  if (plan === undefined)
    throw new AppError("unsupported", "The server made no plan of this statement.", {
      hint: "A rule of the table may have replaced it by nothing.",
    });
  return plan;
}

function toMeasured(plan: Plan): Measured {
  const pages = plan.nodes[0]?.buffers ?? {};
  return {
    ms: plan.executionMs ?? 0,
    buffers: pageKinds.reduce((sum, kind) => sum + (pages[kind] ?? 0), 0),
    triggerMs: plan.triggers.reduce((sum, { ms }) => sum + (ms ?? 0), 0),
  };
}
