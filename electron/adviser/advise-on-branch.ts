import { drawCandidates } from "../../shared/adviser/candidates/draw-candidates.ts";
import type { AdviserFacts, QueryAdvice, Recommendation, TableFacts, WriteCost } from "../../shared/adviser/model.ts";
import { readNeeds } from "../../shared/adviser/needs/read-needs.ts";
import { findRedundant } from "../../shared/adviser/redundant-indexes.ts";
import { adviseStatistics, explainNoGain } from "../../shared/adviser/refusals/after-proof.ts";
import type { RefusalSubject } from "../../shared/adviser/refusals/refusal-subject.ts";
import { findRefusal } from "../../shared/adviser/refusals/registry.ts";
import { findWriteHeavy, type WriteBalance } from "../../shared/adviser/write-balance.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { WriteSession } from "../postgres/session.ts";
import { readFacts } from "./facts/read-facts.ts";
import { type BuiltIndex, buildIndexes, freshenTables } from "./proof/build-indexes.ts";
import { estimateQuery, measureQuery } from "./proof/measure-query.ts";
import { type TrialResult, tryIndexes } from "./proof/try-indexes.ts";
import { measureInsertCost } from "./proof/write-cost.ts";
import type { AdvisedQuery } from "./read-query.ts";
import type { UpdatedColumn } from "./workload/read-workload.ts";

/** A query, and the branch on which indexes for it are proven. */
export interface BranchAdvice {
  /** Of the branch: everything that it changes is taken back, or goes with the branch. */
  readonly session: WriteSession;
  readonly query: AdvisedQuery;
  /** The values that stand in place of `$1`, `$2` ...; `query.sql` has them already. */
  readonly parameters: readonly string[];
  /** Counters of the target, which a branch does not have. */
  readonly readTarget: (facts: AdviserFacts) => Promise<readonly TableFacts[]>;
  /** Columns that statements of the target change: an update of an indexed one is no longer HOT. */
  readonly updates: readonly UpdatedColumn[];
  /** How often the query ran on the target; null when that is not known. */
  readonly calls: number | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

const maxBuilt = 10;

/**
 * Measures the query on the branch, builds what could serve it, measures again and keeps what passes the gate. Every
 * index that it built is dropped at the end, so that the branch can serve the next query. Rejects with `sql`,
 * `timeout` (the query itself) and `cancelled`.
 */
export async function adviseOnBranch(advice: BranchAdvice): Promise<QueryAdvice> {
  const { session, query, timeoutMs, signal, report, parameters } = advice;
  report({ step: "measuring the query as it is" });
  const estimated = await estimateQuery(session, query.sql, signal);
  const known = await readFacts(session, estimated);
  await freshenTables(session, tablesOf(known), signal);
  const { measured: before, plan } = await measureQuery(session, { sql: query.sql, timeoutMs, signal, before: [] });
  const facts = await readFacts(session, plan);
  const needs = readNeeds(plan, facts);
  const drawn = drawCandidates(plan, needs, facts, parameters.length > 0);
  const subject: RefusalSubject = { text: query, plan, needs, facts, drawn, before };
  const empty = { query: query.sql, parameters, recommendations: [], refused: [], before, after: null };
  const refusal = findRefusal(subject);
  if (refusal !== null) {
    const { code, reason, otherAdvice = [] } = refusal;
    return { ...empty, none: { code, reason }, otherAdvice: [...otherAdvice, ...adviseStatistics(subject)] };
  }
  return await proveCandidates(advice, subject, empty);
}

function tablesOf(
  facts: AdviserFacts,
): readonly { readonly schema: string; readonly name: string; readonly heapBytes: number }[] {
  const referring = facts.referringKeys.map(({ schema, table }) => ({ schema, name: table, heapBytes: 0 }));
  return [...facts.tables, ...referring];
}

async function proveCandidates(
  advice: BranchAdvice,
  subject: RefusalSubject,
  empty: Pick<QueryAdvice, "query" | "parameters" | "before" | "recommendations" | "refused" | "after">,
): Promise<QueryAdvice> {
  const { session, query, timeoutMs, signal, report } = advice;
  const { facts, drawn, before } = subject;
  if (before === null) throw new Error("Nothing is proven without a measurement before.");
  const { tables } = facts;
  const built: BuiltIndex[] = [];
  try {
    const candidates = drawn.candidates.slice(0, maxBuilt);
    const building = await buildIndexes({ session, candidates, tables, signal, report }, built);
    await freshenTables(
      session,
      tablesOf(facts).filter(({ name }) => isBuiltOn(built, name)),
      signal,
    );
    const trial = await tryIndexes({ session, sql: query.sql, base: before, built, timeoutMs, signal, report });
    const statistics = adviseStatistics(subject);
    const refused = [...building.refused, ...trial.refused];
    if (trial.chosen.length === 0) {
      const { code, reason, otherAdvice = [] } = explainNoGain(subject);
      return { ...empty, none: { code, reason }, refused, otherAdvice: [...otherAdvice, ...statistics] };
    }
    return await weighWrites(advice, subject, trial, { ...empty, refused, otherAdvice: statistics });
  } finally {
    for (const { ddl } of built) await session.execute(ddl.dropSql);
  }
}

/** Recommends what was chosen, unless the table is written so much that the index costs more than it saves. */
async function weighWrites(
  { session, signal, readTarget, updates, calls }: BranchAdvice,
  { facts, before }: RefusalSubject,
  { chosen, after }: TrialResult,
  answer: Omit<QueryAdvice, "none">,
): Promise<QueryAdvice> {
  if (before === null || after === null) throw new Error("Nothing is weighed without both measurements.");
  const onTarget = await readTarget(facts);
  const recommendations: Recommendation[] = [];
  for (const index of chosen) {
    const cost = await measureInsertCost(session, index.candidate, signal);
    const { schema, table } = index.candidate.draft;
    const target = onTarget.find((one) => one.schema === schema && one.name === table);
    const heavy = target && findWriteHeavy(target, before, after, cost?.microsecondsPerRow ?? null, calls);
    if (heavy) return refuseWriteHeavy(index, heavy, answer);
    const writeCost = {
      walBytesPerRow: null,
      microsecondsPerRow: null,
      ...cost,
      endsHotFor: endsHotFor(index, updates),
    };
    recommendations.push({ ...toRecommendation(index, facts.tables), before, after, writeCost });
  }
  const otherAdvice = [...answer.otherAdvice, ...prerequisites(chosen)];
  return { ...answer, recommendations, none: null, after, otherAdvice };
}

/** Updates of a key column that ran, most first: with the index none of them is HOT any more. */
function endsHotFor({ candidate: { draft } }: BuiltIndex, updates: readonly UpdatedColumn[]): WriteCost["endsHotFor"] {
  if (draft.method === "brin") return []; // summaries of blocks do not keep a row in its place
  const text = [...draft.keys, draft.predicate ?? "", ...(draft.include ?? [])].join(" ");
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? []);
  const calls = new Map<string, number>();
  for (const update of updates)
    if (update.table === draft.table && words.has(update.column))
      calls.set(update.column, (calls.get(update.column) ?? 0) + update.calls);
  return [...calls].map(([column, count]) => ({ column, calls: count })).toSorted((a, b) => b.calls - a.calls);
}

function refuseWriteHeavy(
  { candidate, ddl, sizeBytes }: BuiltIndex,
  { changedRows, scans, costMs, savedMs }: WriteBalance,
  answer: Omit<QueryAdvice, "none">,
): QueryAdvice {
  const reason = `${candidate.draft.table} is written more than it is searched: ${changedRows} changed rows would have cost ${costMs.toFixed(0)} ms with the index, ${scans} scans would have saved ${savedMs.toFixed(0)} ms.`;
  const refused = { ddl: ddl.ddl, reason: "It passes the gate, and its writes cost more.", sizeBytes, after: null };
  return { ...answer, none: { code: "writeHeavy", reason }, refused: [refused, ...answer.refused] };
}

function isBuiltOn(built: readonly BuiltIndex[], table: string): boolean {
  return built.some(({ candidate }) => candidate.draft.table === table);
}

function prerequisites(chosen: readonly BuiltIndex[]): QueryAdvice["otherAdvice"] {
  return chosen.flatMap(({ candidate: { prerequisite } }) =>
    prerequisite === undefined
      ? []
      : [{ kind: "extension" as const, message: "The index needs this extension first.", sql: prerequisite }],
  );
}

function toRecommendation(
  { candidate, ddl, sizeBytes, buildMs }: BuiltIndex,
  tables: readonly TableFacts[],
): Omit<Recommendation, "before" | "after" | "writeCost"> {
  const { schema, table } = candidate.draft;
  return {
    ddl: ddl.ddl,
    downDdl: ddl.downDdl,
    name: ddl.name,
    schema,
    table,
    family: candidate.family,
    reason: candidate.reason,
    proven: true,
    sizeBytes,
    buildMs,
    redundantIndexes: findRedundant(candidate, tables),
  };
}
