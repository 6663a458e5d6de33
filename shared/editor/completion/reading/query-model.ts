import type { Item } from "./word-tree.ts";

/** A relation as it is written; a null schema is looked up in the search path. */
export interface WrittenName {
  readonly schema: string | null;
  readonly name: string;
}

/** Something whose columns a query can name. */
export interface Source {
  /** The name by which its columns are reached. */
  readonly alias: string;
  /** Null for subqueries, CTEs and functions. */
  readonly relation: WrittenName | null;
  /** What a subquery or CTE gives; null for relations. */
  readonly outputs: readonly Output[] | null;
  /** New names of the first columns, `AS t (a, b)`. */
  readonly columnNames: readonly string[];
  readonly start: number;
}

/** One column that a query gives, or all of a source's. `of` is the column that it hands on unchanged. */
export type Output =
  | {
      readonly kind: "column";
      readonly name: string;
      readonly of: readonly string[] | null;
      readonly from: readonly Source[];
    }
  | { readonly kind: "all"; readonly of: string | null; readonly from: readonly Source[] };

/** A named query of WITH. */
export interface Cte {
  readonly name: string;
  readonly outputs: readonly Output[];
  readonly columnNames: readonly string[];
}

/** A part of a query behind one of its words: `from`, `where` ... */
export interface Clause {
  readonly word: string;
  readonly items: readonly Item[];
  readonly start: number;
}

/** One side of a UNION; most queries have one. */
export interface Branch {
  readonly clauses: readonly Clause[];
  readonly sources: readonly Source[];
  readonly outputs: readonly Output[];
}
