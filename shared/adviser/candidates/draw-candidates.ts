import type { Plan } from "../../plans/model.ts";
import type { AdviserFacts, Candidate } from "../model.ts";
import type { ScanNeed } from "../needs/scan-need.ts";
import { findServing } from "./existing.ts";
import { foreignKeyCandidates } from "./foreign-key.ts";
import { candidateSources } from "./registry.ts";

/** What could be tried, and what an existing index does already. */
export interface DrawnCandidates {
  readonly candidates: readonly Candidate[];
  readonly served: readonly { readonly candidate: Candidate; readonly index: string }[];
}

const maxPerTable = 12;

/** All candidates for a plan, each once, at most 12 for a table, without those that an existing index serves. */
export function drawCandidates(
  plan: Plan,
  needs: readonly ScanNeed[],
  facts: AdviserFacts,
  hasParameters: boolean,
): DrawnCandidates {
  const drawn = needs.flatMap((need) => candidateSources.flatMap((source) => source({ need, facts, hasParameters })));
  const unique = uniqueCandidates([...drawn, ...foreignKeyCandidates(plan, facts)]);
  const served: { candidate: Candidate; index: string }[] = [];
  const candidates: Candidate[] = [];
  for (const candidate of unique) {
    const table = facts.tables.find((one) => isOn(candidate, one));
    const index = table && findServing(table, candidate.draft);
    if (index) served.push({ candidate, index: index.name });
    else if (candidates.filter((one) => one.draft.table === candidate.draft.table).length < maxPerTable)
      candidates.push(candidate);
  }
  return { candidates, served };
}

function isOn({ draft }: Candidate, table: AdviserFacts["tables"][number]): boolean {
  const { schema, name } = table.partitionOf ?? table;
  return schema === draft.schema && name === draft.table;
}

function uniqueCandidates(candidates: readonly Candidate[]): readonly Candidate[] {
  const known = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { schema, table, keys, method, predicate, include } = candidate.draft;
    const key = JSON.stringify([schema, table, keys, method ?? "btree", predicate, include]);
    if (!known.has(key)) known.set(key, candidate);
  }
  return [...known.values()];
}
