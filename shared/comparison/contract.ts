import { z } from "zod";
import { databaseRefSchema } from "../databases/model.ts";
import { declareOperation } from "../ipc/declare.ts";
import type { SchemaComparison } from "./schema-model.ts";

const sides = { from: databaseRefSchema, to: databaseRefSchema };

/** Requests that compare two databases. Nothing is changed in either: all reading is done in READ ONLY transactions. */
export const comparisonContract = {
  /** Compares all objects. `acceptedRenames` are ids of questions of an earlier answer. Rejects as connecting and reading do. */
  "comparison.schemas": declareOperation<SchemaComparison>()(
    z.strictObject({ ...sides, acceptedRenames: z.array(z.string().max(5_000)).max(1_000) }),
  ),
};
