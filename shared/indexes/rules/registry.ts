import type { Finding, Severity } from "../../findings/model.ts";
import { brinCandidate } from "./brin/brin-candidate.ts";
import { brinWithoutAutosummarize } from "./brin/brin-without-autosummarize.ts";
import { brinWithoutCorrelation } from "./brin/brin-without-correlation.ts";
import { duplicateIndex } from "./duplicate-index.ts";
import { idleIndex } from "./idle-index.ts";
import { invalidIndex } from "./invalid-index.ts";
import { missingForeignKeyIndex } from "./missing-foreign-key-index.ts";
import { redundantPrefix } from "./redundant-prefix.ts";
import type { IndexRule, TableFacts } from "./rule.ts";
import { unusedIndex } from "./unused-index.ts";
import { hnswMemory } from "./vectors/hnsw-memory.ts";
import { ivfflatLists } from "./vectors/ivfflat-lists.ts";
import { vectorDeadRows } from "./vectors/vector-dead-rows.ts";
import { vectorOperator } from "./vectors/vector-operator.ts";
import { fewHotUpdates } from "./writes/few-hot-updates.ts";
import { lowCardinality } from "./writes/low-cardinality.ts";
import { overIndexed } from "./writes/over-indexed.ts";

/** Every check of indexes, those that say an index should go before those that advise about it. */
export const indexRules: readonly IndexRule[] = [
  missingForeignKeyIndex,
  invalidIndex,
  duplicateIndex,
  redundantPrefix,
  unusedIndex,
  idleIndex,
  overIndexed,
  fewHotUpdates,
  lowCardinality,
  brinCandidate,
  brinWithoutCorrelation,
  brinWithoutAutosummarize,
  vectorOperator,
  ivfflatLists,
  vectorDeadRows,
  hnswMemory,
];

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the checks say about one table, worst first. An index that should go is told once, and nothing is advised about it. */
export function findIndexProblems(facts: TableFacts): readonly Finding[] {
  const leaving = new Set<string>();
  const findings: Finding[] = [];
  for (const rule of indexRules)
    for (const finding of rule.find(facts)) {
      if (leaving.has(finding.subject)) continue;
      if (rule.isAboutRemoval && finding.severity !== "info") leaving.add(finding.subject);
      findings.push(finding);
    }
  return sortFindings(findings);
}

/** Worst first; within a severity their order stays. */
export function sortFindings<Found extends Finding>(findings: readonly Found[]): readonly Found[] {
  return findings.toSorted((a, b) => weights[a.severity] - weights[b.severity]);
}
