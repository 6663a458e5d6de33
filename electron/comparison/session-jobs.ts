import type { SessionJobs } from "../postgres/copy/session-jobs.ts";

/** Reads a schema; gives it packed. */
export const readSchemaJob = "comparison.readSchema";
/** Reads a schema and compares another, packed one with it. */
export const compareSchemaJob = "comparison.compareSchema";

/** What the second job is given: the packed reading of the first database, and the renames that were said yes to. */
export interface CompareSchemaInput {
  readonly from: Uint8Array;
  readonly acceptedRenames: readonly string[];
}

/**
 * What the database process does for comparisons: a whole catalog and the engine's thinking about it would hold up main.
 * The engine is loaded when it is first asked for.
 */
export const comparisonJobs: SessionJobs = {
  [readSchemaJob]: async (session) => {
    const { packReading, readSchema } = await import("./schema/read-schema.ts");
    return await packReading(await readSchema(session));
  },
  [compareSchemaJob]: async (session, input) => {
    const { readSchema, unpackReading } = await import("./schema/read-schema.ts");
    const { compareSchemas } = await import("./schema/compare-schemas.ts");
    const { from, acceptedRenames } = input as CompareSchemaInput; // composed by our own operation
    const to = await readSchema(session);
    return compareSchemas(await unpackReading(from), to, acceptedRenames);
  },
};
