import type { ControlPlane } from "../control-plane.ts";
import { startExpiry } from "./expiry.ts";
import { Plane, type PlaneLimits } from "./plane.ts";
import { createOperations, type EmbeddedOperations } from "./plane-operations.ts";
import { recover } from "./recover.ts";
import { prepareServerBinaries, removeOtherCopies } from "./server/binaries.ts";
import { findServerUser } from "./server/server-user.ts";
import { createLayout, prepareLayout } from "./state/layout.ts";
import { OperationJournal } from "./state/operation-journal.ts";
import { ProjectStore } from "./state/project-store.ts";
import { startTending } from "./tending/start-tending.ts";

/** Real Postgres clusters on this computer, one for each branch. Roles and passwords belong to one branch each. */
export interface EmbeddedControlPlane extends EmbeddedOperations, Pick<ControlPlane, "onChange"> {
  /** Cancels what is being made, stops all computes; resolves when nothing runs any more. */
  close(): Promise<void>;
}

/** Where the clusters are kept and who is told what happens to them. */
export interface EmbeddedOptions {
  /** Held by this process (`acquireDataFolder`): two control planes on one folder would stop each other's servers. */
  readonly dataFolder: string;
  readonly log: (line: string) => void;
  readonly limits?: Partial<PlaneLimits>;
  /** Settings that every server is started with, by name. */
  readonly serverSettings?: Readonly<Record<string, string>>;
}

const defaultLimits: PlaneLimits = {
  maxBranches: 50,
  maxRunning: 16,
  maxSnapshots: 50,
  historySeconds: 7 * 24 * 3600,
  historyMegabytes: 512,
  tendEveryMs: 10_000,
  historyDelayMs: 60_000,
};

/**
 * Opens the clusters of a data folder and puts in order what a killed app left; starts none of them. Rejects with
 * `unsupported` (later format, no server for this platform), `fileSystem`, `diskFull`.
 */
export async function openEmbeddedControlPlane(options: EmbeddedOptions): Promise<EmbeddedControlPlane> {
  const { log } = options;
  const user = findServerUser();
  const layout = createLayout(options.dataFolder);
  await prepareLayout(options.dataFolder, layout, user);
  const [binaries, store, journal] = await Promise.all([
    prepareServerBinaries(layout.binariesFolder, user),
    ProjectStore.load(layout),
    OperationJournal.load(layout.journalFile, log),
  ]);
  const listeners = new Set<(projectId: string) => void>();
  const changed = (projectId: string) => {
    for (const listener of listeners) listener(projectId);
    expiry.refresh();
  };
  const expiry = { refresh: (): void => undefined, stop: (): void => undefined };
  const limits = { ...defaultLimits, ...options.limits };
  const plane = new Plane({
    store,
    journal,
    layout,
    binaries,
    user,
    limits,
    serverSettings: options.serverSettings ?? {},
    log,
    changed,
  });
  await recover(plane);
  await removeOtherCopies(layout.binariesFolder, binaries);
  Object.assign(expiry, startExpiry(plane));
  const stopTending = startTending(plane);
  const close = async () => {
    expiry.stop();
    stopTending();
    await plane.close();
  };
  return { ...createOperations(plane), onChange: (listener) => subscribe(listeners, listener), close };
}

function subscribe(listeners: Set<(projectId: string) => void>, listener: (projectId: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
