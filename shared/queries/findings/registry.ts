import type { Finding, Severity } from "../../findings/model.ts";
import { castHidesIndex, functionHidesIndex } from "./catalog/hidden-index.ts";
import { nPlusOne } from "./catalog/n-plus-one.ts";
import { searchWithoutIndex } from "./catalog/search-without-index.ts";
import { blocksPerRow } from "./figures/blocks-per-row.ts";
import { jitOverhead } from "./figures/jit-overhead.ts";
import { overBudget } from "./figures/over-budget.ts";
import { planningDominates } from "./figures/planning-dominates.ts";
import { tempSpill } from "./figures/temp-spill.ts";
import { unsteadyTime } from "./figures/unsteady-time.ts";
import type { JudgedQuery, QueryRule, QueryScene } from "./query-rule.ts";
import { largeOffset } from "./texts/large-offset.ts";
import { listLengths } from "./texts/list-lengths.ts";

/** Every rule: one file and one line. */
const rules: readonly QueryRule[] = [
  overBudget,
  nPlusOne,
  ...searchWithoutIndex,
  castHidesIndex,
  functionHidesIndex,
  largeOffset,
  blocksPerRow,
  tempSpill,
  jitOverhead,
  planningDominates,
  listLengths,
  unsteadyTime,
];

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** What the rules say of a statement, worst first. */
export function judgeQuery(query: JudgedQuery, scene: QueryScene): readonly Finding[] {
  const found = rules.flatMap((rule) => rule(query, scene) ?? []);
  return found.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]);
}
