import type { DatabaseRef } from "../../shared/databases/model.ts";
import { createDatabases } from "../postgres/create-databases.ts";
import type { Databases } from "../postgres/databases.ts";
import { createLocalSessions } from "../postgres/process/local-sessions.ts";
import { StreamHub } from "../postgres/process/stream-hub.ts";
import { parseDatabaseUrl } from "./database-url.ts";

/** Runs with sessions of this process, and closes them: a URL needs no saved connection and leaves nothing behind. */
export async function withDatabaseUrl<T>(
  url: string,
  run: (databases: Databases, ref: DatabaseRef) => Promise<T>,
): Promise<T> {
  const parameters = parseDatabaseUrl(url, process.env);
  const sessions = createLocalSessions(new StreamHub());
  const databases = createDatabases({
    resolve: async () => parameters,
    opener: () => sessions,
    observe: () => undefined,
    onLost: () => undefined,
  });
  try {
    return await run(databases, { connectionId: "url" });
  } finally {
    await databases.close();
  }
}
