import type { ObjectName } from "../databases/model.ts";

/** A column that both sides of a compared table have. The flags are those of either side. */
export interface ComparedColumn {
  readonly name: string;
  /** As `format_type` prints it, in the first database and in the second. */
  readonly types: readonly [from: string, to: string];
  readonly isKey: boolean;
  /** Whether `=` means the same value; values of other types are held against each other by their text. */
  readonly hasEquality: boolean;
  /** The server computes it: it is compared, and nothing is written to it. */
  readonly isGenerated: boolean;
  /** GENERATED ALWAYS AS IDENTITY: only an INSERT that says so may write it. */
  readonly isIdentityAlways: boolean;
}

/** A column that only one side has. */
export interface LeftOutColumn {
  readonly name: string;
  readonly side: "from" | "to";
}

/** Columns that tell the rows of a table apart in both databases. */
export interface KeyChoice {
  readonly columns: readonly string[];
  readonly isPrimary: boolean;
}

/** A table that could be compared, or the reason why not. */
export interface ComparableTable {
  readonly table: ObjectName;
  /** Rows by the statistics of the first database; null when nobody counted. */
  readonly estimatedRows: number | null;
  readonly keys: readonly KeyChoice[];
  /** Null when it can be compared. */
  readonly refusal: string | null;
}

/** A row that differs. Values are the server's own text, in the order of the columns; null where the row is not. */
export interface RowDifference {
  readonly kind: "onlyFrom" | "onlyTo" | "changed";
  readonly key: readonly string[];
  readonly from: readonly (string | null)[] | null;
  readonly to: readonly (string | null)[] | null;
  /** A value was too long to be kept whole: the row can be looked at, and not be made into SQL. */
  readonly isCut: boolean;
}

/** How the rows of one table differ. The counts are exact; `differences` holds the first of them. */
export interface RowsComparison {
  readonly table: ObjectName;
  readonly key: readonly string[];
  readonly columns: readonly ComparedColumn[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly rows: readonly [from: number, to: number];
  readonly counts: { readonly onlyFrom: number; readonly onlyTo: number; readonly changed: number };
  readonly differences: readonly RowDifference[];
  /** How many rows were looked at one by one, on both sides together. */
  readonly rowsRead: number;
  readonly durationMs: number;
}

/** What became of one table. */
export type TableOutcome =
  | { readonly state: "compared"; readonly comparison: RowsComparison }
  | {
      readonly state: "notCompared";
      readonly table: ObjectName;
      readonly message: string;
      readonly hint: string | null;
    };

/** Characters kept of a value; one that is longer is cut. */
export const keptCharacters = 65_536;

/** How many rows differ. */
export function countDifferences({ counts }: Pick<RowsComparison, "counts">): number {
  return counts.onlyFrom + counts.onlyTo + counts.changed;
}
