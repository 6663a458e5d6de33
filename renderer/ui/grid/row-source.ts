import type { AppError } from "../../../shared/ipc/app-error.ts";

/** A column of the grid. `typeLabel` stands under its name; `baseType` (int4, jsonb ...) decides how cells look. */
export interface GridSourceColumn {
  readonly name: string;
  readonly typeLabel: string;
  readonly baseType: string;
  readonly isNumeric: boolean;
  readonly isInPrimaryKey?: boolean | undefined;
  readonly isForeignKey?: boolean | undefined;
  readonly isSortable?: boolean | undefined;
}

/**
 * A cell's text, null for NULL. `trueBytes` is its length on the server when only its beginning is here. `state` and
 * `isDefault` are those of an edit that is not sent yet; the text of a DEFAULT is its expression, null when unknown.
 * `problem` says why the server would not take it.
 */
export interface CellView {
  readonly text: string | null;
  readonly trueBytes?: number | undefined;
  readonly state?: "changed" | "conflict" | undefined;
  readonly isDefault?: boolean | undefined;
  readonly problem?: string | undefined;
  /** The row has no such column: neither NULL nor an empty text. */
  readonly isAbsent?: boolean | undefined;
}

/** What an edit that is not sent yet does to a row. */
export type RowState = "changed" | "inserted" | "deleted" | "conflict";

/** How a row stands in a comparison of several results: other values elsewhere, or not there at all. */
export type RowDifference = "differs" | "missing";

/** Values that name one row of a table, as `grid.cell` takes them. */
export type RowIdentity = readonly { readonly column: string; readonly value: string | null }[];

/** What a source has now. */
export interface RowSnapshot {
  /** Rows that have a place in the grid; some may be on their way. */
  readonly rowCount: number;
  /** Whether `rowCount` is all there is. */
  readonly isEndKnown: boolean;
  /** Grows with every change. */
  readonly version: number;
  /** Rows that were put before the first row since the epoch began; what was row 0 is now row `shift`. */
  readonly shift: number;
  /** Changes when everything starts anew: at the first row, at the last, or at a place between them. */
  readonly epoch: number;
  readonly anchor: "first" | "last" | "place";
  /** The row to choose and to show when an epoch begins, counted from the anchor; null shows the beginning only. */
  readonly anchorRow: number | null;
  readonly isLoading: boolean;
  readonly error: AppError | null;
}

/** Where the grid gets rows from. Cells are decoded when they are asked for, so only those on screen are. */
export interface RowSource {
  readonly columns: readonly GridSourceColumn[];
  getSnapshot(): RowSnapshot;
  subscribe(listener: () => void): () => void;
  /** Undefined while it is not here. */
  cell(row: number, column: number): CellView | undefined;
  /** The same value as long as the row's cells are the same. */
  rowKey(row: number): unknown;
  /** What stands in the gutter: the number of the row. */
  rowLabel(row: number): string;
  /** How the row is found again; null when nothing names it, or when it is not here. */
  identityOf?(row: number): RowIdentity | null;
  rowState?(row: number): RowState | RowDifference | undefined;
  /** These rows will be on screen: get what is missing, and what comes next. */
  ensure(first: number, last: number): void;
  /** Resolves when these rows are here. */
  load(first: number, last: number): Promise<void>;
  /** Starts anew at the last row, or at the first; absent when all rows are here anyway. */
  toEnd?(): void;
  toStart?(): void;
}

const numericTypes = new Set(["int2", "int4", "int8", "float4", "float8", "numeric", "oid", "money", "xid", "xid8"]);

/** Whether values of this type stand on the right. */
export function isNumericType(typeName: string): boolean {
  return numericTypes.has(typeName);
}
