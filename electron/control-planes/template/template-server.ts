import { randomBytes } from "node:crypto";
import type { Branch } from "../../../shared/branches/model.ts";
import { rootBranchId, templateProjectId } from "../../../shared/branches/template/project.ts";
import { AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import { openSession } from "../../postgres/connect.ts";
import type { ConnectParameters, OwnedSession, StatementRecord } from "../../postgres/session.ts";
import type { ControlPlaneCall } from "../control-plane.ts";
import {
  findRoot,
  listServerDatabases,
  readServerFacts,
  type ServerDatabase,
  type ServerFacts,
} from "./server/databases.ts";
import type { BranchBook } from "./state/branch-book.ts";

/** A saved connection whose server makes branches. */
export interface TemplateSource {
  readonly connectionId: string;
  readonly name: string;
  readonly database: string;
  readonly user: string;
}

/** What the control plane needs of the app. */
export interface TemplateParts {
  readonly book: BranchBook;
  /** The connections whose databases are branches. */
  readonly sources: () => Promise<readonly TemplateSource[]>;
  /** Fields to connect to the connection's own database, password included. */
  readonly parametersOf: (connectionId: string, signal?: AbortSignal) => Promise<ConnectParameters>;
  /** Lets go of the app's own idle sessions of a connection. */
  readonly releaseSessions: (connectionId: string) => Promise<void>;
  readonly observe: (connectionId: string, record: StatementRecord) => void;
  readonly environment: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly changed: (projectId: string) => void;
}

/** One look at a server: a session that is on none of the project's databases where that can be, and what is there. */
export interface ServerView {
  readonly source: TemplateSource;
  readonly parameters: ConnectParameters;
  readonly session: OwnedSession;
  readonly server: ServerFacts;
  readonly databases: readonly ServerDatabase[];
  readonly root: ServerDatabase;
}

/** A new branch's id; it stays through renames and resets. */
export function newBranchId(): string {
  return `tb-${randomBytes(8).toString("hex")}`;
}

/** The connection of `template:ID`, or `notFound`. */
export async function findSource(parts: TemplateParts, projectId: string): Promise<TemplateSource> {
  const found = (await parts.sources()).find(({ connectionId }) => projectId === templateProjectId(connectionId));
  if (found) return found;
  throw new AppError("notFound", "This connection makes no branches (any more).", {
    hint: "Turn on its template databases where the connection is edited.",
  });
}

/**
 * Looks at a project's server and runs `work` with the session, which is closed afterwards. The session is on `postgres`
 * (`template1` where that is the root): one on the source would stand in the way of the copy.
 */
export async function withServer<T>(
  parts: TemplateParts,
  projectId: string,
  call: ControlPlaneCall,
  work: (view: ServerView) => Promise<T>,
): Promise<T> {
  const source = await findSource(parts, projectId);
  const parameters = await parts.parametersOf(source.connectionId, call.signal);
  const session = await openBeside(parts, source, parameters, call.signal);
  try {
    const server = await readServerFacts(session);
    await noteVersion(parts, projectId, server);
    const databases = await listServerDatabases(session);
    const root = findRoot(databases, source.database);
    return await work({ source, parameters, session, server, databases, root });
  } finally {
    await session.close();
  }
}

async function openBeside(
  parts: TemplateParts,
  source: TemplateSource,
  parameters: ConnectParameters,
  signal: AbortSignal | undefined,
): Promise<OwnedSession> {
  const open = (database: string) =>
    openSession(
      { ...parameters, host: parameters.directHost ?? parameters.host, database },
      { purpose: "branches", ...(signal ? { signal } : {}) },
      (record) => parts.observe(source.connectionId, record),
    );
  if (source.database === "postgres") return await open("template1");
  try {
    return await open("postgres");
  } catch (error) {
    // Somebody dropped it, or this role may not enter: the other one that every server has.
    if (!isAppError(error, "notFound", "sql", "authenticationFailed")) throw error;
    return await open("template1");
  }
}

async function noteVersion(parts: TemplateParts, projectId: string, server: ServerFacts): Promise<void> {
  const known = parts.book.entryOf(projectId);
  if (known.serverVersion === server.version && known.versionNumber === server.versionNumber) return;
  await parts.book.change(projectId, (entry) => ({
    ...entry,
    serverVersion: server.version,
    versionNumber: server.versionNumber,
  }));
  parts.changed(projectId);
}

/** The database of a branch, or `notFound`. A copy that is about to replace it does not count. */
export function findBranchDatabase({ databases, root }: ServerView, branchId: string): ServerDatabase {
  if (branchId === rootBranchId) return root;
  const found = databases.find(({ marker }) => marker?.root === root.oid && marker.id === branchId && !marker.replaces);
  if (found) return found;
  throw new AppError("notFound", "This branch does not exist (any more).", {
    hint: "Its database may have been dropped, or its comment changed.",
  });
}

/** Branches that were made from this one. */
export function childrenOf({ databases, root }: ServerView, branchId: string): readonly ServerDatabase[] {
  const parentId = branchId === rootBranchId ? null : branchId;
  return databases.filter(
    ({ marker }) => marker?.root === root.oid && marker.parentId === parentId && !marker.replaces,
  );
}

/** Refuses a name that is no database's: 63 bytes at most, and not taken. */
export function requireFreeName(view: ServerView, name: string): void {
  if (new TextEncoder().encode(name).length > 63)
    throw new AppError("invalidInput", `The name ${name} is longer than 63 bytes.`, {
      hint: "A branch here is a database, and Postgres cuts longer names. Letters beyond ASCII take 2 to 4 bytes.",
    });
  const isReserved = ["postgres", "template0", "template1"].includes(name);
  if (isReserved || view.databases.some((database) => database.name === name))
    throw new AppError("conflict", `The server has a database ${name} already.`, { hint: "Choose another name." });
}

/** A branch as the screens see it. */
export function toBranch(view: ServerView, projectId: string, database: ServerDatabase, since: string): Branch {
  const { marker, oid, name, sizeBytes } = database;
  const isRoot = oid === view.root.oid;
  const isProtected = marker?.isProtected ?? false;
  const restrictions: Branch["restrictions"] = isRoot
    ? [
        { action: "delete", reason: "This is the database of the connection. Steward does not drop it." },
        { action: "reset", reason: "It has no parent." },
        { action: "expire", reason: "This is the database of the connection. It stays." },
        { action: "protect", reason: "The database of the connection is never dropped by Steward." },
      ]
    : isProtected
      ? [{ action: "reset", reason: "It is protected." }]
      : [];
  return {
    id: isRoot ? rootBranchId : (marker?.id ?? name),
    projectId,
    name,
    parentId: isRoot ? null : (marker?.parentId ?? rootBranchId),
    parentLsn: null,
    parentTime: null,
    content: marker?.content ?? "data",
    isDefault: isRoot,
    isProtected,
    state: "ready",
    compute: "active",
    computeError: null,
    createdAt: isRoot ? since : (marker?.createdAt ?? since),
    expiresAt: marker?.expiresAt ?? null,
    sizeBytes,
    writtenBytes: null,
    suspendAfterSeconds: null,
    computeSize: null,
    lastActiveAt: null,
    historyStart: null,
    restrictions,
    purpose: marker?.purpose ?? "work",
  };
}
