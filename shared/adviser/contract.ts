import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation } from "../ipc/declare.ts";
import type { QueryAdvice } from "./model.ts";
import type { WorkloadAdvice } from "./workload/model.ts";

/**
 * Requests of the index adviser. None of them changes the database: what is built is built on a branch that is thrown
 * away, and without branches nothing is run.
 */
export const adviserContract = {
  /**
   * Advice for ONE query: indexes that proved themselves on a branch, or why there are none. Parameters (`$1`) get
   * values of the statistics. Rejects with `invalidInput` (none, or several statements), `sql`, `timeout` (the query
   * itself), `cancelled` and the control plane's errors.
   */
  "adviser.query": declareOperation<QueryAdvice>()(
    z.strictObject({
      ref: databaseRefSchema,
      sql: z.string().min(1).max(1_000_000),
      /** Longest single run of the query on the branch. */
      timeoutMs: z.int().min(1000).max(3_600_000).default(60_000),
    }),
  ),
  /**
   * Advice for the queries that take the most time by pg_stat_statements, as one list of indexes, and tables that
   * should be partitioned. Queries that cannot be measured are skipped with the reason. Rejects with `cancelled` and
   * the control plane's errors.
   */
  "adviser.workload": declareOperation<WorkloadAdvice>()(
    z.strictObject({
      ref: databaseRefSchema,
      /** How many queries are asked about. */
      limit: z.int().min(1).max(50).default(10),
      /** Longest single run of a query on the branch. */
      timeoutMs: z.int().min(1000).max(3_600_000).default(20_000),
    }),
  ),
};
