import { AppError } from "../../../shared/ipc/app-error.ts";
import { loadSchemaEngine } from "./schema-engine.ts";

/** One file of a Prisma schema. */
export interface PrismaFile {
  readonly name: string;
  readonly text: string;
}

/** Prisma's numbers for the types of a column: boolean, text, 32-bit integer. */
const booleanTextInteger = [5, 7, 0];

/**
 * The SQL by which Prisma makes the models of a schema in an empty database. Nothing is connected to: what the engine asks
 * of its database is answered for an empty one of `version` (`server_version_num`). Rejects with `invalidInput`, the
 * engine's words naming file and line.
 */
export async function modelsToSql(files: readonly PrismaFile[], version: number): Promise<string> {
  const given = files.map(({ name, text }) => ({ path: name, content: withoutUrls(text) }));
  const { SchemaEngine } = await loadSchemaEngine();
  try {
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, emptyDatabase(version));
    try {
      const { stdout } = await engine.diff({
        from: { tag: "empty" },
        to: { tag: "schemaDatamodel", files: given },
        script: true,
        exitCode: null,
        filters: { externalTables: [], externalEnums: [] },
      });
      return stdout ?? "";
    } finally {
      engine.free();
    }
  } catch (error) {
    throw new AppError("invalidInput", `The Prisma schema cannot be used. ${wordsOf(error)}`, {
      hint: "Let prisma validate say the same, mend the schema, and compare again.",
    });
  }
}

/** What older versions of Prisma want in a datasource, the newer engine refuses; lines stay where they are. */
function withoutUrls(text: string): string {
  return text.replace(/^[ \t]*(?:url|directUrl|shadowDatabaseUrl)[ \t]*=.*$/gm, "");
}

function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the engine colours its words for a terminal
  return text.replace(/\u001b\[[\d;]*m/g, "").trim();
}

function emptyDatabase(version: number) {
  const ok = (value: unknown): object => ({ ok: true, value, map: (of: (known: unknown) => unknown) => ok(of(value)) });
  const words = `PostgreSQL ${Math.floor(version / 10_000)}`;
  const answer = { columnNames: ["exists", "version", "number"], columnTypes: booleanTextInteger };
  const own = { provider: "postgres", adapterName: "empty", errorRegistry: { consumeError: () => undefined } };
  const queryable = {
    ...own,
    queryRaw: async () => ok({ ...answer, rows: [[true, words, version]] }),
    executeRaw: async () => ok(0),
    executeScript: async () => ok(undefined),
    dispose: async () => ok(undefined),
    getConnectionInfo: () => ok({ schemaName: "public", supportsRelationJoins: true }),
  };
  const connect = async () => ok(queryable);
  return { ...own, connect, connectToShadowDb: connect };
}
