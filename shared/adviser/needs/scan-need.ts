import type { PlanNode } from "../../plans/model.ts";
import type { TableFacts } from "../model.ts";
import type { Predicate, PredicateKey } from "../predicates/predicate.ts";

/** One key of the order that the query wants from a scan. */
export interface OrderKey {
  readonly key: PredicateKey;
  readonly isDescending: boolean;
  readonly nulls: "FIRST" | "LAST" | null;
}

/** What one scan of a plan is there for: what narrows it, in which order its rows are wanted, and which columns. */
export interface ScanNeed {
  readonly node: PlanNode;
  readonly table: TableFacts;
  readonly alias: string;
  readonly predicates: readonly Predicate[];
  /** Keys of the sort, distinct or group above, as far as they are this table's; empty when one is another's. */
  readonly order: readonly OrderKey[];
  /** `sort` by ORDER BY or DISTINCT ON, `group` by a hashed or sorted GROUP BY, `extreme` by min() or max(). */
  readonly orderKind: "sort" | "group" | "extreme" | null;
  /** `column <-> constant`, the order of a nearest-neighbour search. */
  readonly distance: { readonly key: PredicateKey; readonly operator: string } | null;
  /** Whether a LIMIT stands above, with nothing between that would need all rows but the sort. */
  readonly isLimited: boolean;
  /** Columns that the query needs of the table; null when it could not be told. */
  readonly needed: readonly string[] | null;
  /** Rows that the scan kept, over all it read; null when neither was measured nor estimated. */
  readonly keptShare: number | null;
  readonly isWritten: boolean;
}
