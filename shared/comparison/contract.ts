import { z } from "zod";
import { databaseRefSchema, objectNameSchema } from "../databases/model.ts";
import { declareOperation, declareRequest } from "../ipc/declare.ts";
import { type ScriptCheck, scratchPlaces } from "./check-model.ts";
import type { DriftReport } from "./drift-model.ts";
import type { ComparableTable, TableOutcome } from "./rows-model.ts";
import type { SchemaComparison } from "./schema-model.ts";
import { scriptForms } from "./script-model.ts";

const sides = { from: databaseRefSchema, to: databaseRefSchema };

/**
 * What a schema is read from: a database, or a path of the computer where Steward runs, that of a snapshot (`.json`), a
 * script (`.sql`), a Prisma schema (`.prisma`, or the folder of its files) or a folder of migrations.
 */
const schemaSideSchema = z.union([databaseRefSchema, z.strictObject({ path: z.string().min(1).max(4_000) })]);
const schemaSides = { from: schemaSideSchema, to: schemaSideSchema };

/** One side of a comparison of schemas. */
export type SchemaSide = z.infer<typeof schemaSideSchema>;

/** Requests that compare two databases. Nothing is changed in either: all reading is done in READ ONLY transactions. */
export const comparisonContract = {
  /**
   * Compares all objects. `acceptedRenames` are ids of questions of an earlier answer. Rejects as connecting and reading do,
   * `invalidInput` where neither side is a database, or a path names nothing that can be compared.
   */
  "comparison.schemas": declareOperation<SchemaComparison>()(
    z.strictObject({ ...schemaSides, acceptedRenames: z.array(z.string().max(5_000)).max(1_000) }),
  ),
  /**
   * Runs the script of such a comparison on a copy of the first schema (objects only), in a scratch database that is made
   * for it and removed, and compares the result with the second. `server` makes it on the database's own server,
   * which needs CREATEDB there; `computer` on a throw-away server of this computer.
   */
  "comparison.check": declareOperation<ScriptCheck | null>()(
    z.strictObject({
      ...schemaSides,
      acceptedRenames: z.array(z.string().max(5_000)).max(1_000),
      form: z.enum(scriptForms),
      place: z.enum(scratchPlaces),
    }),
  ),
  /**
   * A database against the migrations that its history says are applied, run in a scratch database. `folder`
   * stands for the connection's own. Rejects with `notFound` (no folder), `conflict` (a migration that is half applied).
   */
  "comparison.drift": declareOperation<DriftReport>()(
    z.strictObject({
      ref: databaseRefSchema,
      folder: z.string().min(1).max(4_000).nullable(),
      place: z.enum(scratchPlaces),
    }),
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
