import type { IndexDraft } from "../indexes/index-ddl.ts";
import type { TableIndex } from "../indexes/model.ts";

/** What the catalog and its statistics say of one column. Shares are 0 to 1; null where the table was never analyzed. */
export interface ColumnFacts {
  readonly name: string;
  /** `text`, `timestamp with time zone`, `jsonb`, `integer[]` ... without its modifier. */
  readonly type: string;
  /** `pg_type.typtype`: `r` range, `e` enum, `b` base ... */
  readonly typeKind: string;
  /** Whether comparisons of text follow the C locale, so that a plain b-tree serves prefixes. */
  readonly isCollatedC: boolean;
  readonly averageBytes: number | null;
  readonly nullShare: number | null;
  /** As pg_stats counts: negative is a share of the rows. */
  readonly distinctValues: number | null;
  /** Physical order against the column's order, -1 to 1. */
  readonly correlation: number | null;
  /** The most common values as text, and the share of the rows that each has. */
  readonly common: readonly { readonly value: string; readonly share: number }[];
}

/** One table that a query reads, as the target's catalog describes it. */
export interface TableFacts {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly rows: number | null;
  readonly heapBytes: number;
  readonly columns: readonly ColumnFacts[];
  readonly indexes: readonly TableIndex[];
  /** The topmost partitioned table that this one is a partition of, which is where an index belongs. */
  readonly partitionOf: { readonly schema: string; readonly name: string } | null;
  /** Columns of the extended statistics objects, each set sorted. */
  readonly statisticsColumns: readonly (readonly string[])[];
  readonly writes: WriteCounters;
}

/** Counters of a table since the statistics were reset. */
export interface WriteCounters {
  readonly inserted: number;
  readonly updated: number;
  readonly hotUpdated: number;
  readonly deleted: number;
  readonly sequentialScans: number;
  readonly indexScans: number;
}

/** A foreign key that refers to a table of the query: its check reads the referring table. */
export interface ReferringKey {
  readonly constraint: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly referencedSchema: string;
  readonly referencedTable: string;
  readonly isIndexed: boolean;
}

/** The server and the tables that advice is about. */
export interface AdviserFacts {
  /** `server_version_num`. */
  readonly serverVersion: number;
  readonly tables: readonly TableFacts[];
  readonly referringKeys: readonly ReferringKey[];
  /** The schema of pg_trgm's operator classes; `available` when it could be installed; null when not. */
  readonly trigram: "installed" | "available" | null;
  /** Functions of the query by bare name: `i` immutable, `s` stable, `v` volatile (the worst of the overloads). */
  readonly volatility: Readonly<Record<string, string>>;
}

/** How an index came to be considered. */
export const candidateFamilies = [
  "equality",
  "range",
  "order",
  "partial",
  "covering",
  "expression",
  "gin",
  "trigram",
  "gist",
  "brin",
  "pattern",
  "foreignKey",
  "either",
  "group",
] as const;

/** See `candidateFamilies`. */
export type CandidateFamily = (typeof candidateFamilies)[number];

/** An index to be tried. `INCLUDE` columns stand in `include`. */
export interface Candidate {
  readonly family: CandidateFamily;
  readonly draft: IndexDraft & { readonly include?: readonly string[] };
  /** Why it could help, one sentence. */
  readonly reason: string;
  /** The constraint whose checks it serves; its proof is the time of the trigger. */
  readonly constraint?: string;
  /** Must stand before it: `CREATE EXTENSION ...`. */
  readonly prerequisite?: string;
  /** Candidates with the same word only help together: the sides of an OR. */
  readonly together?: string;
}

/** What a run on the branch took: the best of the warm runs. */
export interface Measured {
  readonly ms: number;
  /** Pages of the statement: shared, local and temporary ones. */
  readonly buffers: number;
  /** Time of the triggers. */
  readonly triggerMs: number;
}

/** What an index costs those who write. */
export interface WriteCost {
  /** Log written and time spent more for each inserted row, measured on the branch; null where it could not be. */
  readonly walBytesPerRow: number | null;
  readonly microsecondsPerRow: number | null;
  /** Key columns that statements in pg_stat_statements update, with their calls: such an update is no longer HOT. */
  readonly endsHotFor: readonly { readonly column: string; readonly calls: number }[];
}

/** An index that is advised. Without a branch there is no measurement: `proven` is false and the figures are null. */
export interface Recommendation {
  readonly ddl: string;
  readonly downDdl: string;
  readonly name: string;
  readonly schema: string;
  readonly table: string;
  readonly family: CandidateFamily;
  readonly reason: string;
  readonly proven: boolean;
  readonly sizeBytes: number | null;
  readonly buildMs: number | null;
  readonly before: Measured | null;
  readonly after: Measured | null;
  readonly writeCost: WriteCost | null;
  /** Indexes that the new one makes needless: it starts with their columns. */
  readonly redundantIndexes: readonly string[];
}

/** Why no index is advised; each code has one sentence in the reason. */
export const noneCodes = [
  "tinyTable",
  "lowSelectivity",
  "notEqual",
  "wholeTable",
  "stopsEarly",
  "randomOrder",
  "pruned",
  "alreadyServed",
  "bitmapAnd",
  "skipScan",
  "volatileFilter",
  "castColumn",
  "parameterType",
  "largeOffset",
  "correlatedColumns",
  "noCorrelation",
  "writeHeavy",
  "alreadyFast",
  "noGain",
  "noTable",
  "notUnderstood",
] as const;

/** See `noneCodes`. */
export type NoneCode = (typeof noneCodes)[number];

/** No index, and why. */
export interface NoneReason {
  readonly code: NoneCode;
  readonly reason: string;
}

/** Advice that is not an index: a rewrite, statistics, ANALYZE. `sql` is runnable where there is any. */
export interface OtherAdvice {
  readonly kind: "rewrite" | "statistics" | "analyze" | "extension" | "remark";
  readonly message: string;
  readonly sql?: string;
}

/** An index that was tried, or thought of, and why it is not advised. */
export interface RefusedCandidate {
  readonly ddl: string;
  readonly reason: string;
  readonly sizeBytes: number | null;
  readonly after: Measured | null;
}

/** The answer for one query. */
export interface QueryAdvice {
  readonly query: string;
  readonly recommendations: readonly Recommendation[];
  /** Set when there is no recommendation. */
  readonly none: NoneReason | null;
  readonly otherAdvice: readonly OtherAdvice[];
  readonly refused: readonly RefusedCandidate[];
  /** The measurement without any new index; null without a branch. */
  readonly before: Measured | null;
  /** With all recommendations together; null without a branch or without any. */
  readonly after: Measured | null;
  /** Values that were put in place of `$1`, `$2` ...; empty when the query had none. */
  readonly parameters: readonly string[];
}
