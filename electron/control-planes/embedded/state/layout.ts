import { chmod, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { toFileError } from "../../../storage/atomic-file.ts";
import { requireReachable, type ServerUser } from "../server/server-user.ts";

/** Where the embedded control plane keeps its files, below the data folder. */
export interface Layout {
  readonly stateFile: string;
  readonly journalFile: string;
  /** Copies of the server's programs, by version. */
  readonly binariesFolder: string;
  readonly clustersFolder: string;
  /** A branch's folder; belongs to the server's user. */
  branchFolder(branchId: string): string;
  /** The cluster itself (PGDATA). */
  clusterFolder(branchId: string): string;
  logFile(branchId: string): string;
  /** New content of a branch while it is made, and the old one while it is removed. */
  nextFolder(branchId: string): string;
  oldFolder(branchId: string): string;
  /** Copies that a branch's past is made from. */
  basesFolder(branchId: string): string;
  readonly snapshotsFolder: string;
  /** A snapshot's folder; belongs to the server's user. */
  snapshotFolder(snapshotId: string): string;
}

/** The paths, and nothing made yet. */
export function createLayout(dataFolder: string): Layout {
  const clustersFolder = join(dataFolder, "embedded", "clusters");
  const snapshotsFolder = join(dataFolder, "embedded", "snapshots");
  return {
    stateFile: join(dataFolder, "embedded", "projects.json"),
    journalFile: join(dataFolder, "embedded", "operations.jsonl"),
    binariesFolder: join(dataFolder, "postgres"),
    clustersFolder,
    branchFolder: (branchId) => join(clustersFolder, branchId),
    clusterFolder: (branchId) => join(clustersFolder, branchId, "data"),
    logFile: (branchId) => join(clustersFolder, branchId, "server.log"),
    nextFolder: (branchId) => join(clustersFolder, branchId, "next"),
    oldFolder: (branchId) => join(clustersFolder, branchId, "old"),
    basesFolder: (branchId) => join(clustersFolder, branchId, "bases"),
    snapshotsFolder,
    snapshotFolder: (snapshotId) => join(snapshotsFolder, snapshotId),
  };
}

/** Makes the folders. Where the server has a user id of its own, that id may pass through them but not list them. */
export async function prepareLayout(dataFolder: string, layout: Layout, user: ServerUser): Promise<void> {
  const mode = user.uid === undefined ? 0o700 : 0o711;
  for (const folder of [dataFolder, join(dataFolder, "embedded"), layout.clustersFolder, layout.snapshotsFolder]) {
    try {
      await mkdir(folder, { recursive: true, mode });
      if (process.platform !== "win32") await chmod(folder, mode);
    } catch (error) {
      throw toFileError(error, folder);
    }
  }
  await requireReachable(user, layout.clustersFolder);
}
