import type { ScriptStatement } from "../../shared/comparison/script-model.ts";
import type { JobSession, SessionJobs } from "../postgres/copy/session-jobs.ts";
import type { PrismaFile } from "./prisma/models-to-sql.ts";
import type { IgnoredObjects } from "./schema/ignored-objects.ts";
import type { SideScript } from "./sides/side.ts";

/** Reads a schema; gives it packed. */
export const readSchemaJob = "comparison.readSchema";
/** Compares two packed readings. The session is only where the work is done. */
export const compareReadingsJob = "comparison.compareReadings";
/** Runs scripts in the session's empty database and reads what they made; gives it packed. */
export const readScriptsJob = "comparison.readScripts";
/** Checks a script in the session's empty database. */
export const checkScriptJob = "comparison.checkScript";

/** Two packed readings, and the renames that were said yes to. */
export interface CompareReadingsInput {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly acceptedRenames: readonly string[];
  readonly ignored: IgnoredObjects;
}

/** Scripts, in their order, or Prisma's models, and a packed schema that the one they make will be held against. */
export interface ReadScriptsInput {
  readonly made: { readonly scripts: readonly SideScript[] } | { readonly models: readonly PrismaFile[] };
  readonly like: Uint8Array | null;
  readonly isWhollyOurs: boolean;
}

/** Two packed readings and the script between them. */
export interface CheckScriptInput {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly script: readonly ScriptStatement[];
  readonly place: string;
  readonly mayMakeRoles: boolean;
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
  [compareReadingsJob]: async (_session, input) => {
    const { unpackReading } = await import("./schema/read-schema.ts");
    const { compareSchemas } = await import("./schema/compare-schemas.ts");
    const { from, to, acceptedRenames, ignored } = input as CompareReadingsInput; // composed by our own operation
    return await compareSchemas(await unpackReading(from), await unpackReading(to), acceptedRenames, ignored);
  },
  [readScriptsJob]: async (session, input) => {
    const { packReading, readSchema, unpackReading } = await import("./schema/read-schema.ts");
    const { actLike } = await import("./sides/act-like.ts");
    const { runScripts } = await import("./sides/run-scripts.ts");
    const { made, like, isWhollyOurs } = input as ReadScriptsInput; // composed by our own operation
    if (like) await actLike(session, await unpackReading(like), isWhollyOurs);
    await runScripts(session, "scripts" in made ? made.scripts : [await scriptOfModels(session, made.models)]);
    return await packReading(await readSchema(session));
  },
  [checkScriptJob]: async (session, input) => {
    const { unpackReading } = await import("./schema/read-schema.ts");
    const { checkScript } = await import("./check/check-script.ts");
    const { from, to, ...rest } = input as CheckScriptInput; // composed by our own operation
    return await checkScript(session, { ...rest, from: await unpackReading(from), to: await unpackReading(to) });
  },
};

async function scriptOfModels(session: JobSession, models: readonly PrismaFile[]): Promise<SideScript> {
  const { modelsToSql } = await import("./prisma/models-to-sql.ts");
  const { rows } = await session.query("SELECT pg_catalog.current_setting('server_version_num')");
  return { name: "the models' SQL", sql: await modelsToSql(models, Number(rows[0]?.[0])) };
}
