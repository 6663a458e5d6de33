import type { Finding, Severity } from "../../findings/model.ts";
import { duplicateIndex } from "./duplicate-index.ts";
import { invalidIndex } from "./invalid-index.ts";
import { missingForeignKeyIndex } from "./missing-foreign-key-index.ts";
import { redundantPrefix } from "./redundant-prefix.ts";
import type { IndexRule, TableFacts } from "./rule.ts";
import { unusedIndex } from "./unused-index.ts";

/** Every check of indexes; one that is a duplicate or redundant is not told as unused once more. */
export const indexRules: readonly IndexRule[] = [
  missingForeignKeyIndex,
  invalidIndex,
  duplicateIndex,
  redundantPrefix,
  unusedIndex,
];

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the checks say about one table: worst first, one finding for each subject. */
export function findIndexProblems(facts: TableFacts): readonly Finding[] {
  const seen = new Set<string>();
  const findings = indexRules
    .flatMap((rule) => rule.find(facts))
    .filter((finding) => !seen.has(finding.subject) && seen.add(finding.subject));
  return findings.toSorted((a, b) => weights[a.severity] - weights[b.severity]);
}
