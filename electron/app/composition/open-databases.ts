import type { DatabaseRef } from "../../../shared/databases/model.ts";
import type { ScratchSessions } from "../../comparison/scratch/scratch-place.ts";
import { createDatabases, type ManagedDatabases } from "../../postgres/create-databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import type { StatementLog } from "../../statements/statement-log.ts";
import type { Platform } from "../platform.ts";
import { DatabaseProcesses } from "../running/database-processes.ts";
import { sessionJobs } from "./session-jobs.ts";

/** What sessions need. */
export interface DatabasesParts {
  readonly platform: Platform;
  readonly resolve: (ref: DatabaseRef, role?: string, signal?: AbortSignal) => Promise<ConnectParameters>;
  readonly statements: StatementLog;
  readonly redact: (text: string) => string;
}

/** `Databases` on processes of their own, or in this process where the host starts none. */
export function openDatabases(parts: DatabasesParts): {
  readonly databases: ManagedDatabases;
  readonly processes: DatabaseProcesses | null;
  /** Sessions of databases that belong to no connection, in processes of their own as well. */
  readonly scratchSessions: ScratchSessions;
} {
  const { platform, resolve, statements, redact } = parts;
  const tellLost = (ref: DatabaseRef, message: string) =>
    platform.emit("databases.lost", { ref, message: redact(message) });
  const { startDatabaseProcess } = platform;
  const processes = startDatabaseProcess
    ? new DatabaseProcesses(startDatabaseProcess, (connectionId) =>
        tellLost({ connectionId }, "The database process of this connection ended. The next request starts a new one."),
      )
    : null;
  const local = createLocalSessions(new StreamHub(), sessionJobs);
  const openerOf = (id: string) => processes?.openerOf(id) ?? local;
  const databases = createDatabases({
    resolve,
    opener: openerOf,
    observe: (ref, record) => statements.add(ref, record),
    onLost: (ref, reason) => tellLost(ref, reason.message),
  });
  const scratchSessions: ScratchSessions = { openerOf, end: async (id) => await processes?.end(id) };
  return { databases, processes, scratchSessions };
}
