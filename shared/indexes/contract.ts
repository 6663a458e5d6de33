import { z } from "zod";
import type { Reading } from "../catalog/model.ts";
import { databaseRefSchema } from "../databases/model.ts";
import type { Finding } from "../findings/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { IndexInside, InsideWays } from "./inside/model.ts";
import type { ColumnStatistics, ComputeFacts, ForeignKey, StatisticsAge, TableIndex } from "./model.ts";

/** What could not be read, so that nobody takes silence for an answer. */
export interface NotCheckedIndexes {
  readonly what: string;
  readonly message: string;
  readonly hint: string | null;
}

/** A column of the index map. `statistics` null: never analyzed, or hidden from this role. */
export interface MapColumn {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
  readonly statistics: ColumnStatistics | null;
}

/** The indexes of one table, what refers from it to others, and what a check says about them. */
export interface TableIndexReport {
  readonly schema: string;
  readonly table: string;
  readonly heapBytes: number;
  /** With the place for long values. */
  readonly tableBytes: number;
  readonly estimatedRows: number | null;
  /** Pages whose rows all transactions see: index-only scans need not visit them. Null before the first VACUUM. */
  readonly allVisibleShare: number | null;
  readonly inside: InsideWays;
  /** The table's columns in their order: the other axis of the index map. */
  readonly columns: readonly MapColumn[];
  readonly indexes: Reading<readonly TableIndex[]>;
  readonly foreignKeys: Reading<readonly ForeignKey[]>;
  readonly findings: readonly Finding[];
  readonly notChecked: readonly NotCheckedIndexes[];
  readonly statistics: StatisticsAge;
  readonly computes: ComputeFacts;
}

/** What looking inside one index gave. */
export interface IndexLook {
  readonly index: string;
  readonly inside: Reading<IndexInside>;
}

/** A finding of the database-wide check with the table it is about. */
export interface IndexFinding extends Finding {
  readonly schema: string;
  readonly table: string;
}

/** What the database-wide check read and found, largest tables first. */
export interface IndexHealth {
  readonly checkedTables: number;
  readonly checkedIndexes: number;
  readonly indexBytes: number;
  /** The database has more tables or indexes than one check takes; the largest were checked. */
  readonly isCut: boolean;
  readonly findings: readonly IndexFinding[];
  readonly notChecked: readonly NotCheckedIndexes[];
  readonly statistics: StatisticsAge;
  readonly computes: ComputeFacts;
}

const name = z.string().min(1).max(1000);

/** Requests about indexes. All of them read only. */
export const indexesContract = {
  /** Rejects with `notFound`. */
  "indexes.table": declareRequest<TableIndexReport>()(z.strictObject({ ref: databaseRefSchema, schema: name, name })),
  /** Reads the pages of one index, or of all of a table (`index` null). Rejects with `notFound`. */
  "indexes.inside": declareOperation<readonly IndexLook[]>()(
    z.strictObject({ ref: databaseRefSchema, schema: name, name, index: name.nullable() }),
  ),
  /** Every check of the registry in all schemas of the user. */
  "indexes.check": declareOperation<IndexHealth>()(z.strictObject({ ref: databaseRefSchema })),
};
