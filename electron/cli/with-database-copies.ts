import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { ControlPlane } from "../control-planes/control-plane.ts";
import {
  openTemplateControlPlane,
  type TemplateControlPlane,
} from "../control-planes/template/template-control-plane.ts";
import { createDatabases } from "../postgres/create-databases.ts";
import type { Databases } from "../postgres/databases.ts";
import { createLocalSessions } from "../postgres/process/local-sessions.ts";
import { StreamHub } from "../postgres/process/stream-hub.ts";
import { parseDatabaseUrl } from "./database-url.ts";

/** What copies the database that a URL names. */
export interface CopyMaker {
  readonly controlPlane: ControlPlane;
  readonly projectId: string;
  readonly parentId: string;
}

const connectionId = "url";
const projectId = `template:${connectionId}`;

/**
 * As `withDatabaseUrl`, with a control plane whose branches are copies of the database on its own server. Rejects as
 * that control plane does: `refused` where the role may not create databases or others are connected.
 */
export async function withDatabaseCopies<T>(
  url: string,
  run: (databases: Databases, ref: DatabaseRef, copies: CopyMaker) => Promise<T>,
): Promise<T> {
  const parameters = parseDatabaseUrl(url, process.env);
  const { database, user } = parameters;
  const folder = await mkdtemp(join(tmpdir(), "steward-copies-"));
  const sessions = createLocalSessions(new StreamHub());
  let plane: TemplateControlPlane | null = null;
  const databases = createDatabases({
    resolve: async ({ branchId }) =>
      branchId === undefined || plane === null
        ? parameters
        : await plane.connectParameters(projectId, branchId, database),
    opener: () => sessions,
    observe: () => undefined,
    onLost: () => undefined,
  });
  try {
    plane = await openTemplateControlPlane({
      dataFolder: folder,
      sources: async () => [{ connectionId, name: database, database, user }],
      parametersOf: async () => parameters,
      releaseSessions: () => databases.drain(),
      observe: () => undefined,
      environment: process.env,
      log: () => undefined,
    });
    return await run(databases, { connectionId }, { controlPlane: plane, projectId, parentId: "root" });
  } finally {
    await databases.close();
    await plane?.close();
    await rm(folder, { recursive: true, force: true });
  }
}
