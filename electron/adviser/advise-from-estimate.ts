import { candidateDdl } from "../../shared/adviser/candidate-ddl.ts";
import { drawCandidates } from "../../shared/adviser/candidates/draw-candidates.ts";
import { chooseUnproven, explainUnproven, isCheap, isScattered } from "../../shared/adviser/choose-unproven.ts";
import type { AdviserFacts, Candidate, QueryAdvice, Recommendation } from "../../shared/adviser/model.ts";
import { readNeeds } from "../../shared/adviser/needs/read-needs.ts";
import { findRedundant } from "../../shared/adviser/redundant-indexes.ts";
import { explainNoGain } from "../../shared/adviser/refusals/after-proof.ts";
import type { RefusalSubject } from "../../shared/adviser/refusals/refusal-subject.ts";
import { findRefusal } from "../../shared/adviser/refusals/registry.ts";
import { findWriteHeavy } from "../../shared/adviser/write-balance.ts";
import type { Plan } from "../../shared/plans/model.ts";
import type { AdvisedQuery } from "./read-query.ts";

/**
 * Advice from a plan that was not run: one index for each expensive scan, not proven. Nothing but the plan, the catalog
 * and its statistics was read.
 */
export function adviseFromEstimate(
  query: AdvisedQuery,
  plan: Plan,
  facts: AdviserFacts,
  parameters: readonly string[],
): QueryAdvice {
  const needs = readNeeds(plan, facts);
  const drawn = drawCandidates(plan, needs, facts, query.parameterCount > 0 || parameters.length > 0);
  const subject: RefusalSubject = { text: query, plan, needs, facts, drawn, before: null };
  const empty = { query: query.sql, parameters, recommendations: [], refused: [], before: null, after: null };
  const refusal = findRefusal(subject);
  if (refusal !== null) {
    const { code, reason, otherAdvice = [] } = refusal;
    return { ...empty, none: { code, reason }, otherAdvice };
  }
  const chosen = isCheap(plan) ? [] : chooseUnproven(plan, needs, drawn.candidates);
  if (chosen.length === 0) {
    const { code, reason } = needs.some(isScattered) ? explainNoGain(subject) : explainUnproven(plan, needs);
    return { ...empty, none: { code, reason }, otherAdvice: [] };
  }
  const heavy = chosen.map((candidate) => expectWriteHeavy(candidate, plan, facts)).find((found) => found !== null);
  if (heavy) return { ...empty, none: { code: "writeHeavy", reason: heavy }, otherAdvice: [] };
  const extensions = [...new Set(chosen.flatMap(({ prerequisite }) => prerequisite ?? []))];
  return {
    ...empty,
    recommendations: toRecommendations(chosen, facts),
    none: null,
    otherAdvice: [
      {
        kind: "remark",
        message: "Not proven: this connection has no branches to build the index on and run the query again.",
      },
      ...extensions.map((sql) => ({
        kind: "extension" as const,
        message: "The index needs this extension first.",
        sql,
      })),
    ],
  };
}

/** Milliseconds of a unit of the planner's cost, roughly: it only has to tell thousands of changes from a few scans. */
const msPerCost = 0.01;

/** Why the table's changes would cost more than the index saves, by the planner's cost; null where they would not. */
function expectWriteHeavy({ draft }: Candidate, plan: Plan, { tables }: AdviserFacts): string | null {
  const table = tables.find(({ schema, name }) => schema === draft.schema && name === draft.table);
  const before = { ms: (plan.nodes[0]?.estimatedCost ?? 0) * msPerCost, buffers: 0, triggerMs: 0 };
  const after = { ms: 0, buffers: 0, triggerMs: 0 };
  const heavy = table && findWriteHeavy(table, before, after, null, null);
  if (!heavy) return null;
  return `${draft.table} is written more than it is searched: ${heavy.changedRows} changed rows against ${heavy.scans} scans of the whole table.`;
}

function toRecommendations(chosen: readonly Candidate[], { tables }: AdviserFacts): readonly Recommendation[] {
  const names: string[] = [];
  return chosen.map((candidate) => {
    const { name, ddl, downDdl } = candidateDdl(candidate, tables, names);
    names.push(name);
    return {
      ddl,
      downDdl,
      name,
      schema: candidate.draft.schema,
      table: candidate.draft.table,
      family: candidate.family,
      reason: candidate.reason,
      proven: false,
      sizeBytes: null,
      buildMs: null,
      before: null,
      after: null,
      writeCost: null,
      redundantIndexes: findRedundant(candidate, tables),
    };
  });
}
