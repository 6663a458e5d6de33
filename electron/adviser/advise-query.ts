import type { AdviserFacts, QueryAdvice } from "../../shared/adviser/model.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
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

/**
 * Advice for one query. With a branch everything is measured there and the target is only looked at; without one the
 * query is planned, never run. Rejects as `adviser.query` declares.
 */
export async function adviseQuery(
  needs: AdviserNeeds,
  { ref, sql, timeoutMs }: AdviceRequest,
  { signal, report }: AdviceContext,
): Promise<QueryAdvice> {
  const { databases, parser } = needs;
  report({ step: "reading the query" });
  const written = await readQuery(sql, parser, signal);
  const filled = await fillIn(needs, ref, written, signal);
  const { query, parameters } = filled;
  const fork = await needs.forkOf(ref);
  if (fork === null) return await estimate(needs, ref, query, parameters, signal);
  const advice = await withThrowAwayBranch(
    fork.controlPlane,
    { projectId: fork.projectId, parentId: fork.parentId, namePrefix: "advice", purpose: "rehearsal" },
    { signal, report },
    async ({ id }) => {
      const session = await databases.open({ ...ref, branchId: id }, { purpose: "index adviser", signal });
      try {
        const readTarget = (facts: AdviserFacts) => readCounters(needs, ref, facts, signal);
        return await adviseOnBranch({ session, query, parameters, readTarget, timeoutMs, signal, report });
      } finally {
        await session.close();
      }
    },
  );
  return { ...advice, query: written.sql };
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
  const plan = await databases.read(
    ref,
    "index adviser: plan",
    (session) => estimateQuery(session, query.sql, signal),
    { signal, searchPath: "user" },
  );
  const facts = await databases.read(ref, "index adviser: catalog", (session) => readFacts(session, plan), { signal });
  return adviseFromEstimate(query, plan, facts, parameters);
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
