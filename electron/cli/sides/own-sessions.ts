import { join } from "node:path";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { openLocalScratch } from "../../comparison/scratch/local-scratch.ts";
import type { OpenScratchPlace, ScratchSessions } from "../../comparison/scratch/scratch-place.ts";
import { openServerScratch } from "../../comparison/scratch/server-scratch.ts";
import { comparisonJobs } from "../../comparison/session-jobs.ts";
import { createDatabases, type ManagedDatabases } from "../../postgres/create-databases.ts";
import { createLocalSessions } from "../../postgres/process/local-sessions.ts";
import { StreamHub } from "../../postgres/process/stream-hub.ts";
import type { ConnectParameters } from "../../postgres/session.ts";

/** Databases named on a command line, by an id each, with sessions of this process. */
export interface OwnSessions {
  readonly databases: ManagedDatabases;
  /** Scratch databases of this computer, or with `beside` on that database's own server. */
  scratch(beside: DatabaseRef | null): OpenScratchPlace;
  close(): Promise<void>;
}

/** A URL needs no saved connection and leaves nothing behind. */
export function openOwnSessions(targets: ReadonlyMap<string, ConnectParameters>, dataFolder: string): OwnSessions {
  const open = createLocalSessions(new StreamHub(), comparisonJobs);
  const resolve = async ({ connectionId }: DatabaseRef): Promise<ConnectParameters> => {
    const known = targets.get(connectionId);
    if (!known) throw new Error(`No database ${connectionId} was named.`);
    return known;
  };
  const databases = createDatabases({
    resolve,
    opener: () => open,
    observe: () => undefined,
    onLost: () => undefined,
  });
  const sessions: ScratchSessions = { openerOf: () => open, end: async () => undefined };
  return {
    databases,
    scratch: (beside) => (signal) =>
      beside === null
        ? openLocalScratch({ binariesFolder: join(dataFolder, "postgres"), sessions }, signal)
        : openServerScratch({ databases, ref: beside, resolve, sessions, observe: () => undefined }, signal),
    close: () => databases.close(),
  };
}
