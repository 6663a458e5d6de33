import { z } from "zod";
import type { Reading } from "../catalog/model.ts";
import { databaseRefSchema } from "../databases/model.ts";
import type { Finding } from "../findings/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { ForeignKey, StatisticsAge, TableIndex } from "./model.ts";

/** The indexes of one table, what refers from it to others, and what a check says about them. */
export interface TableIndexReport {
  readonly schema: string;
  readonly table: string;
  readonly heapBytes: number;
  readonly estimatedRows: number | null;
  /** Names of the table's columns in their order: the other axis of the index map. */
  readonly columns: readonly string[];
  readonly indexes: Reading<readonly TableIndex[]>;
  readonly foreignKeys: Reading<readonly ForeignKey[]>;
  readonly findings: readonly Finding[];
  readonly statistics: StatisticsAge;
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
  readonly findings: readonly IndexFinding[];
  readonly statistics: StatisticsAge;
}

const name = z.string().min(1).max(1000);

/** Requests about indexes. All of them read only. */
export const indexesContract = {
  /** Rejects with `notFound`. */
  "indexes.table": declareRequest<TableIndexReport>()(z.strictObject({ ref: databaseRefSchema, schema: name, name })),
  /** Missing foreign-key indexes, duplicate, redundant, unused and invalid ones in all schemas of the user. */
  "indexes.check": declareOperation<IndexHealth>()(z.strictObject({ ref: databaseRefSchema })),
};
