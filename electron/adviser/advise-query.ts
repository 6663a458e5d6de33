import type { AdviserFacts, QueryAdvice } from "../../shared/adviser/model.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { Plan } from "../../shared/plans/model.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import { withThrowAwayBranch } from "../control-planes/throw-away-branch.ts";
import type { Databases } from "../postgres/databases.ts";
import type { ReadSession } from "../postgres/session.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { adviseFromEstimate } from "./advise-from-estimate.ts";
import { adviseOnBranch } from "./advise-on-branch.ts";
import { readFacts } from "./facts/read-facts.ts";
import { readTables } from "./facts/read-tables.ts";
import { fillParameters } from "./parameters/fill-parameters.ts";
import { estimateQuery } from "./proof/measure-query.ts";
import { type AdvisedQuery, readQuery } from "./read-query.ts";
import { readWorkload, type UpdatedColumn } from "./workload/read-workload.ts";

/** What makes a branch of a database. */
export interface BranchMaker {
  readonly controlPlane: ControlPlane;
  readonly projectId: string;
  readonly parentId: string;
}

/** What the adviser works with. */
export interface AdviserNeeds {
  readonly databases: Databases;
  readonly parser: SqlParser;
  /** Null for a server without branches. */
  readonly forkOf: (ref: DatabaseRef) => Promise<BranchMaker | null>;
}

/** Which query, where, and how long it may run. */
export interface AdviceRequest {
  readonly ref: DatabaseRef;
  readonly sql: string;
  readonly timeoutMs: number;
}

/** How an operation is followed. */
export interface AdviceContext {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** Advice for one query; `calls` are those that pg_stat_statements counted, null when they are not known. */
export type Advising = (sql: string, calls: number | null) => Promise<QueryAdvice>;

/**
 * Advice for one query. With a branch everything is measured there and the target is only looked at; without one the
 * query is planned, never run. Rejects as `adviser.query` declares.
 */
export async function adviseQuery(
  needs: AdviserNeeds,
  { ref, sql, timeoutMs }: AdviceRequest,
  context: AdviceContext,
): Promise<QueryAdvice> {
  const { databases, parser } = needs;
  const { signal, report } = context;
  report({ step: "reading the query" });
  // What is wrong with the text, or with a name in it, is told before a branch is made.
  const { query } = await fillIn(needs, ref, await readQuery(sql, parser, signal), signal);
  await planOn(databases, ref, query, signal);
  const { updates } = await databases.read(
    ref,
    "index adviser: updates",
    (session) => readWorkload(session, parser, 0),
    { signal },
  );
  return await withAdvising(needs, ref, timeoutMs, updates, context, (advising) => advising(sql, null));
}

/** Lends a way to ask about queries that all share one branch; the branch is gone when `use` ends. */
export async function withAdvising<T>(
  needs: AdviserNeeds,
  ref: DatabaseRef,
  timeoutMs: number,
  updates: readonly UpdatedColumn[],
  { signal, report }: AdviceContext,
  use: (advising: Advising) => Promise<T>,
): Promise<T> {
  const { databases, parser } = needs;
  const read = async (sql: string) => {
    const written = await readQuery(sql, parser, signal);
    return { written, ...(await fillIn(needs, ref, written, signal)) };
  };
  const fork = await needs.forkOf(ref);
  if (fork === null)
    return await use(async (sql) => {
      const { query, parameters } = await read(sql);
      return await estimate(needs, ref, query, parameters, signal);
    });
  return await withThrowAwayBranch(
    fork.controlPlane,
    { projectId: fork.projectId, parentId: fork.parentId, namePrefix: "advice", purpose: "rehearsal" },
    { signal, report },
    async ({ id }) => {
      const session = await databases.open({ ...ref, branchId: id }, { purpose: "index adviser", signal });
      const readTarget = (facts: AdviserFacts) => readCounters(needs, ref, facts, signal);
      const shared = { session, readTarget, updates, timeoutMs, signal, report };
      try {
        return await use(async (sql, calls) => {
          const { written, query, parameters } = await read(sql);
          return { ...(await adviseOnBranch({ ...shared, query, parameters, calls })), query: written.sql };
        });
      } finally {
        await session.close();
      }
    },
  );
}

async function fillIn(
  { databases, parser }: AdviserNeeds,
  ref: DatabaseRef,
  query: AdvisedQuery,
  signal: AbortSignal,
): Promise<{ readonly query: AdvisedQuery; readonly parameters: readonly string[] }> {
  if (query.parameterCount === 0) return { query, parameters: [] };
  const fill = (session: ReadSession) => fillParameters(session, query.sql, parser);
  const { sql, parameters } = await databases.read(ref, "index adviser: values", fill, { signal });
  return { query: { ...query, sql }, parameters };
}

async function estimate(
  { databases }: AdviserNeeds,
  ref: DatabaseRef,
  query: AdvisedQuery,
  parameters: readonly string[],
  signal: AbortSignal,
): Promise<QueryAdvice> {
  const plan = await planOn(databases, ref, query, signal);
  const facts = await databases.read(ref, "index adviser: catalog", (session) => readFacts(session, plan), { signal });
  return adviseFromEstimate(query, plan, facts, parameters);
}

async function planOn(
  databases: Databases,
  ref: DatabaseRef,
  { sql }: AdvisedQuery,
  signal: AbortSignal,
): Promise<Plan> {
  const plan = (session: ReadSession) => estimateQuery(session, sql, signal);
  return await databases.read(ref, "index adviser: plan", plan, { signal, searchPath: "user" });
}

/** A branch counts from its own beginning: how much a table is written is known to the target only. */
async function readCounters(
  { databases }: AdviserNeeds,
  ref: DatabaseRef,
  { serverVersion, tables }: AdviserFacts,
  signal: AbortSignal,
): Promise<AdviserFacts["tables"]> {
  const read = (session: ReadSession) => readTables(session, serverVersion, tables);
  return await databases.read(ref, "index adviser: counters", read, { signal });
}
