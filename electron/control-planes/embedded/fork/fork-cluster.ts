import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, OwnedSession } from "../../../postgres/session.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { giveToServer, type ServerUser } from "../server/server-user.ts";
import { type ClusterFile, controlFile, copyControlFile, copyEntry, listClusterFiles } from "./cluster-files.ts";
import { requireDiskSpace } from "./disk-space.ts";

/** A running cluster, and where its copy goes. */
export interface ForkOptions {
  /** The superuser of the running cluster. */
  readonly source: ConnectParameters;
  readonly sourceFolder: string;
  /** Must not exist; its parent must. */
  readonly targetFolder: string;
  readonly user: ServerUser;
  readonly call: ControlPlaneCall;
}

/** Copies at once: enough to keep a disk busy, and leaves threads for other files of the app. */
const parallelCopies = 2;
const reportEveryMs = 50;

/**
 * Copies a cluster while it runs and is written to. One session holds the backup; all files are copied, torn or not;
 * then the write-ahead log since its start, from which the copy's first start makes a consistent state. Gives the
 * position of the fork. Rejects with `cancelled`, `diskFull`, `fileSystem`, `unsupported`; removes nothing.
 */
export async function forkCluster(options: ForkOptions): Promise<string> {
  const { source, sourceFolder, targetFolder, user, call } = options;
  const files = await listClusterFiles(sourceFolder);
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  await requireDiskSpace(join(targetFolder, ".."), totalBytes, "The new branch");
  await mkdir(targetFolder, { mode: 0o700 });
  await giveToServer(targetFolder, user);
  const session = await openSession(source, {
    purpose: "branch",
    settings: { statement_timeout: "0", idle_session_timeout: "0", lock_timeout: "0" },
  });
  try {
    const start = await startBackup(session);
    // Listed anew: what was made before the backup began must be in the copy, what comes later is in the log.
    const current = await listClusterFiles(sourceFolder);
    await copyAll(options, current);
    await copyControlFile(sourceFolder, targetFolder, user);
    const end = await stopBackup(session, start);
    await copyLog(options, end);
    await writeLabel(targetFolder, end.label, user);
    throwIfCancelled(call);
    return end.lsn;
  } finally {
    // Ends an unfinished backup too, and frees the log that was kept for it.
    await session.close();
  }
}

/** Positions are the server's text. */
interface BackupEnd {
  readonly lsn: string;
  readonly label: string;
  readonly firstLogFile: string;
  readonly lastLogFile: string;
}

async function startBackup(session: OwnedSession): Promise<string> {
  const slot = `steward_fork_${session.backendPid}`;
  // Temporary: it keeps the log until this session ends, however that happens.
  await session.execute("SELECT pg_catalog.pg_create_physical_replication_slot($1, true, true)", [slot]);
  const started = await session.execute("SELECT pg_catalog.pg_backup_start('Steward branch', true)");
  return textOf(started.rows[0]?.[0]);
}

async function stopBackup(session: OwnedSession, start: string): Promise<BackupEnd> {
  const stopped = await session.execute("SELECT lsn, labelfile FROM pg_catalog.pg_backup_stop(false)");
  const [lsn, label] = (stopped.rows[0] ?? []).map(textOf);
  const names = await session.query(
    "SELECT pg_catalog.pg_walfile_name($1::pg_catalog.pg_lsn), pg_catalog.pg_walfile_name($2::pg_catalog.pg_lsn)",
    [start, textOf(lsn)],
  );
  const [firstLogFile, lastLogFile] = (names.rows[0] ?? []).map(textOf);
  return {
    lsn: textOf(lsn),
    label: textOf(label),
    firstLogFile: textOf(firstLogFile),
    lastLogFile: textOf(lastLogFile),
  };
}

async function copyAll(options: ForkOptions, files: readonly ClusterFile[]): Promise<void> {
  const { sourceFolder, targetFolder, user, call } = options;
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let done = 0;
  let reportedAt = 0;
  for (const folder of files.filter((file) => file.kind === "folder"))
    await copyEntry(sourceFolder, targetFolder, folder, user);
  const queue = files.filter((file) => file.kind === "file" && file.path !== controlFile);
  const work = async (): Promise<void> => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      throwIfCancelled(call);
      await copyEntry(sourceFolder, targetFolder, file, user);
      done += file.sizeBytes;
      if (done < total && Date.now() - reportedAt < reportEveryMs) continue;
      reportedAt = Date.now();
      call.report?.({ step: "Copying data", done, total, unit: "bytes" });
    }
  };
  await settleAll(Array.from({ length: parallelCopies }, work), () => {
    queue.length = 0;
  });
}

/** The log from the backup's start to its end, both segments included. */
async function copyLog(options: ForkOptions, end: BackupEnd): Promise<void> {
  const { sourceFolder, targetFolder, user, call } = options;
  const names = (await readdir(join(sourceFolder, "pg_wal")))
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= end.firstLogFile && name <= end.lastLogFile)
    .sort();
  if (names[0] !== end.firstLogFile || names.at(-1) !== end.lastLogFile)
    throw new Error("The write-ahead log of the backup is not complete.");
  for (const [index, name] of names.entries()) {
    throwIfCancelled(call);
    await copyEntry(sourceFolder, targetFolder, { path: `pg_wal/${name}`, kind: "file", sizeBytes: 0 }, user);
    call.report?.({ step: "Copying the write-ahead log", done: index + 1, total: names.length, unit: "segments" });
  }
}

async function writeLabel(targetFolder: string, label: string, user: ServerUser): Promise<void> {
  const path = join(targetFolder, "backup_label");
  await writeFile(path, label, { mode: 0o600 }).catch((error: unknown) => {
    throw toFileError(error, path);
  });
  await giveToServer(path, user);
}

/** Waits for all, so that nobody writes any more when the first error is thrown. */
async function settleAll(running: readonly Promise<void>[], stopOthers: () => void): Promise<void> {
  for (const one of running) one.catch(stopOthers);
  for (const outcome of await Promise.allSettled(running)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}

function throwIfCancelled(call: ControlPlaneCall): void {
  if (call.signal?.aborted) throw new AppError("cancelled", "Making the branch was cancelled.");
}

function textOf(value: string | null | undefined): string {
  if (value === null || value === undefined) throw new Error("The server left out a part of the backup's answer.");
  return value;
}
