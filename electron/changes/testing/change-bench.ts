import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ChangeRequest } from "../../../shared/changes/model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../../control-planes/embedded/embedded-control-plane.ts";
import type { RequestContext } from "../../ipc/handlers.ts";
import { FormatChoices } from "../../migrations/format-choices.ts";
import { openSession } from "../../postgres/connect.ts";
import { createDatabases, type ManagedDatabases } from "../../postgres/create-databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { QueryResult } from "../../postgres/session.ts";
import { parserInPlace } from "../../sql/parser/sql-parser.ts";
import { createChangesHandlers } from "../handlers.ts";
import { connectionExample, projectId } from "./connection-example.ts";

/** A project on real clusters with databases, a migrations folder for each, and the handlers as the app has them. */
export interface ChangeBench {
  readonly plane: EmbeddedControlPlane;
  readonly databases: ManagedDatabases;
  readonly handlers: ReturnType<typeof createChangesHandlers>;
  readonly changed: string[];
  /** Where the reports of rehearsals are kept. */
  readonly reportsFolder: string;
  /** Makes a database with this SQL in it; its name is the connection's id. One called `staging` is that environment's. */
  addDatabase(name: string, sql?: readonly string[]): Promise<string>;
  /** Writes a migration pair into the folder of the connection. */
  write(connectionId: string, id: string, up: string, down: string | null): Promise<void>;
  removeFiles(connectionId: string, id: string): Promise<void>;
  /** Runs SQL as the superuser, or as a role. */
  sql(connectionId: string, sql: string, role?: string): Promise<QueryResult>;
  /** Rehearses, submits as mara and approves as deniz. */
  approve(connectionId: string, migrationIds: string[]): Promise<ChangeRequest>;
  close(): Promise<void>;
}

/** What a handler gets beside its input; progress goes to `steps`. */
export function callContext(
  steps: Progress[] = [],
  signal: RequestContext["signal"] = new AbortController().signal,
): RequestContext {
  return { signal, report: (progress: Progress) => void steps.push(progress), clientId: "test" };
}

/** Starts everything; takes a few seconds. */
export async function createChangeBench(): Promise<ChangeBench> {
  const folder = await mkdtemp(join(tmpdir(), "steward-changes-"));
  await chmod(folder, 0o711);
  const plane = await openEmbeddedControlPlane({ dataFolder: folder, log: () => undefined });
  await plane.createProject({ id: projectId, name: "Shop", roles: ["app_owner", "mara", "deniz"] });
  const [main] = await plane.listBranches(projectId);
  if (!main) throw new Error("A project has a default branch");
  const open = createLocalSessions(new StreamHub());
  const databases = createDatabases({
    resolve: ({ connectionId, branchId }, role) =>
      plane.connectParameters(projectId, branchId ?? main.id, connectionId, role),
    opener: () => open,
    observe: () => undefined,
    onLost: () => undefined,
  });
  const folderOf = (connectionId: string) => join(folder, "migrations", connectionId);
  const changed: string[] = [];
  const handlers = createChangesHandlers({
    databases,
    parser: parserInPlace,
    controlPlaneOf: () => plane,
    findConnection: async (id) => connectionExample(id, main.id),
    folderOf: async (id) => folderOf(id),
    reportsFolder: join(folder, "rehearsals"),
    formats: new FormatChoices(join(folder, ".formats.json")),
    ledgerMigrationsFolder: resolve("migrations"),
    emit: (_, payload) => void changed.push(payload.connectionId),
  });
  const sql = createSql(plane, main.id);
  return {
    plane,
    databases,
    handlers,
    changed,
    reportsFolder: join(folder, "rehearsals"),
    sql,
    addDatabase: async (name, statements = []) => {
      await mkdir(folderOf(name), { recursive: true });
      await sql("postgres", `CREATE DATABASE ${name} OWNER app_owner`);
      for (const statement of statements) await sql(name, statement, "app_owner");
      return name;
    },
    write: async (connectionId, id, up, down) => {
      await writeFile(join(folderOf(connectionId), `${id}.up.sql`), up);
      if (down !== null) await writeFile(join(folderOf(connectionId), `${id}.down.sql`), down);
    },
    removeFiles: async (connectionId, id) => {
      for (const direction of ["up", "down"]) await rm(join(folderOf(connectionId), `${id}.${direction}.sql`));
    },
    approve: (connectionId, migrationIds) => approve(handlers, connectionId, migrationIds),
    close: async () => {
      await databases.close();
      await plane.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function createSql(plane: EmbeddedControlPlane, branchId: string): ChangeBench["sql"] {
  return async (connectionId, statement, role) => {
    const parameters = role
      ? await plane.connectParameters(projectId, branchId, connectionId, role)
      : await plane.adminParameters(projectId, branchId, connectionId);
    const session = await openSession(parameters, { purpose: "test" });
    try {
      return await session.execute(statement);
    } finally {
      await session.close();
    }
  };
}

async function approve(
  handlers: ChangeBench["handlers"],
  connectionId: string,
  migrationIds: string[],
): Promise<ChangeRequest> {
  await handlers["changes.rehearse"]({ connectionId, migrationIds, role: "mara" }, callContext());
  const submission = { connectionId, migrationIds, role: "mara", title: migrationIds.join(), description: "" };
  const { id, hash } = await handlers["changes.submit"](submission, callContext());
  const decision = { connectionId, id, role: "deniz", expectedHash: hash, comment: "" };
  return await handlers["changes.approve"](decision, callContext());
}
