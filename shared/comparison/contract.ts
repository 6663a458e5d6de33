import { z } from "zod";
import { databaseRefSchema, objectNameSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import type { ComparableTable, TableOutcome } from "./rows-model.ts";
import type { SchemaComparison } from "./schema-model.ts";

const sides = { from: databaseRefSchema, to: databaseRefSchema };

/** Requests that compare two databases. Nothing is changed in either: all reading is done in READ ONLY transactions. */
export const comparisonContract = {
  /** Compares all objects. `acceptedRenames` are ids of questions of an earlier answer. Rejects as connecting and reading do. */
  "comparison.schemas": declareOperation<SchemaComparison>()(
    z.strictObject({ ...sides, acceptedRenames: z.array(z.string().max(5_000)).max(1_000) }),
  ),
  /** The tables of both databases, and by which keys their rows can be told apart. */
  "comparison.tables": declareRequest<readonly ComparableTable[]>()(z.strictObject(sides)),
  /**
   * Compares the rows of tables, in the order in which they are named; a null key is the primary key, or else the first
   * unique one that both have. `limit` differences of each are kept with their values; the counts are exact.
   */
  "comparison.rows": declareOperation<readonly TableOutcome[]>()(
    z.strictObject({
      ...sides,
      tables: z
        .array(
          z.strictObject({ table: objectNameSchema, key: z.array(z.string().max(1_000)).min(1).max(32).nullable() }),
        )
        .min(1)
        .max(200),
      limit: z.int().min(1).max(10_000),
    }),
  ),
};
