import type { JsonValue } from "../../json/exact-json.ts";

/** Keys of JSON that are still being collected. */
export type Entries = Record<string, JsonValue>;

/** A node while its lines are read. */
export interface NodeDraft {
  readonly line: number;
  /** Where its details, and the arrows of its children, begin; null for a root whose first detail is to come. */
  content: number | null;
  readonly entries: Entries;
  readonly children: NodeDraft[];
  /** `InitPlan 1 (returns $0)`, `SubPlan 2`, `CTE name`. */
  readonly heading: string | null;
  readonly neverExecuted: boolean;
  /** Keys of its lines so far. */
  readonly keys: Set<string>;
}

/** A plan while its lines are read. */
export interface PlanDraft {
  readonly root: NodeDraft;
  /** Keys beside the tree: times, triggers, settings. */
  readonly summary: Entries;
  readonly hasCosts: boolean;
  readonly isAnalyzed: boolean;
  hasDecimalRows: boolean;
}
