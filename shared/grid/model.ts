/** One column of the sort. NULLs stand where Postgres puts them unless told: last ascending, first descending. */
export interface SortColumn {
  readonly column: string;
  readonly isDescending: boolean;
  readonly isNullsFirst: boolean;
}

/** Which unique order pages follow. `rowPlace` is the physical place: rows move when they are updated. */
export type RowOrderKind = "primaryKey" | "uniqueIndex" | "rowPlace" | "none";

/** The whole order of the pages: the asked sort, then what makes it unique. */
export interface RowOrder {
  readonly kind: RowOrderKind;
  /** The index that makes it unique, when there is one. */
  readonly indexName: string | null;
  readonly columns: readonly SortColumn[];
  /** Columns that identify a row: the primary key, a unique index's, or `tableoid` and `ctid`; empty for none. */
  readonly identity: readonly string[];
}

/**
 * Operators of the filter. Values are compared as the column's own type, and as text by `contains`, `notContains` (both in
 * any case), `startsWith`, `endsWith` and `matches` (a regular expression). `has`: all elements of an array, a part of a jsonb.
 */
export const filterOperators = [
  "=",
  "<>",
  "<",
  "<=",
  ">",
  ">=",
  "in",
  "notIn",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "has",
  "isNull",
  "isNotNull",
] as const;

/** One of the operators above. */
export type FilterOperator = (typeof filterOperators)[number];

/**
 * One condition; all conditions of a page hold together. `value` is null for `isNull` and `isNotNull`, and for `in` and
 * `notIn`, which have `values`. A NULL in the column fits none but `isNull`.
 */
export interface RowFilter {
  readonly column: string;
  readonly operator: FilterOperator;
  readonly value: string | null;
  readonly values?: readonly string[] | undefined;
}

/**
 * Where a page starts. Key values are the text of the `keyIndexes` columns of the row to go on from; `from` and `until`
 * hold that row too. `from` and `before` also take the values of the first columns of the order only: a place to jump to.
 */
export type PageStart =
  | { readonly kind: "first" }
  | { readonly kind: "last" }
  | { readonly kind: "after" | "before" | "from" | "until"; readonly key: readonly (string | null)[] };

/** A column of the grid and where its value stands in the streamed rows. */
export interface GridColumn {
  readonly name: string;
  /** As `format_type` prints it: `numeric(10,2)`. */
  readonly type: string;
  /** Type name without modifier, domains resolved: `int4`, `jsonb`. */
  readonly baseType: string;
  readonly isNullable: boolean;
  readonly isInPrimaryKey: boolean;
  readonly isForeignKey: boolean;
  readonly isSortable: boolean;
  /** Whether the values stand on the right (numbers). */
  readonly isNumeric: boolean;
  /** Position of the value in a streamed row. */
  readonly valueIndex: number;
  /** Position of the true length in bytes, which is NULL unless the value was cut; null when it is never cut by the server. */
  readonly lengthIndex: number | null;
  /** Which of the lengths at `lengthIndex`, separated by commas, is its own; null when it stands there alone. */
  readonly lengthPart: number | null;
}

/** What `grid.rows` answers when the page has been sent. Columns beyond `columns` carry lengths and keys. */
export interface GridPage {
  readonly columns: readonly GridColumn[];
  readonly order: RowOrder;
  /** Positions, in a streamed row, of the values to name in `PageStart`, in the order of `order.columns`. */
  readonly keyIndexes: readonly number[];
  /** Positions of the values of `order.identity`, for `grid.cell`. */
  readonly identityIndexes: readonly number[];
  readonly rows: number;
  /**
   * How the page after this one (before it, when it was read backwards) is asked for: from the last row (the first),
   * from a given key (a stretch of an unordered table without rows), or not at all. `mayHaveMore`: the page is full and
   * no unique order is known by which the rows behind it could be asked for (a view).
   */
  readonly next:
    | { readonly kind: "row" }
    | { readonly kind: "key"; readonly key: readonly string[] }
    | { readonly kind: "end"; readonly mayHaveMore?: true };
  /** The planner's estimate for the whole table; null when unknown. Never counted. */
  readonly estimatedRows: number | null;
  readonly durationMs: number;
}

/**
 * One whole cell. `text` holds at most `maxWholeCellBytes`; `trueBytes` is its length on the server: of a bytea in its
 * own bytes, of anything else in those of its text.
 */
export interface WholeCell {
  readonly text: string | null;
  readonly trueBytes: number;
  readonly isCut: boolean;
}

/** Bytes of one cell that are fetched on demand. */
export const maxWholeCellBytes = 8 * 1024 * 1024;

/** Characters of one cell that a page carries. */
export const pageCellCharacters = 1_000;

/** An exact count, as the server wrote it. */
export interface RowCount {
  readonly rows: string;
  readonly durationMs: number;
}

/** The place of a row by its number, as the planner's statistics have it. `key` is for the starts `from` and `before`. */
export interface EstimatedPlace {
  readonly key: readonly (string | null)[];
  /** What the number was read off: the histogram of the first column of the order, or the physical place. */
  readonly source: "statistics" | "place";
}

/** Rows near to one row, the nearest first. Distances and values are the server's own text. */
export interface NearestRows {
  /** Operators that measure a distance of this type. */
  readonly operators: readonly string[];
  readonly operator: string;
  /** The columns that `values` of a row belong to: they name it. */
  readonly identity: readonly string[];
  readonly rows: readonly { readonly distance: string; readonly values: readonly (string | null)[] }[];
  /** The index that the planner finds them by; null when all rows are read. */
  readonly indexName: string | null;
}
