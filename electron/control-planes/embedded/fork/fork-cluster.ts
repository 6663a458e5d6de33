import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters, OwnedSession } from "../../../postgres/session.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import { giveToServer, type ServerUser } from "../server/server-user.ts";
import { type ClusterFile, controlFile, copyControlFile, copyEntry, listClusterFiles } from "./cluster-files.ts";
import { copyFiles, throwIfCancelled } from "./copy-files.ts";
import { requireDiskSpace } from "./disk-space.ts";

/** A running cluster, and where its copy goes. */
export interface ForkOptions {
  /** The superuser of the running cluster. */
  readonly source: ConnectParameters;
  readonly sourceFolder: string;
  /** Must not exist; its parent must. */
  readonly targetFolder: string;
  readonly user: ServerUser;
  /** What is made, for messages: "The new branch". */
  readonly what: string;
  /** False leaves the write-ahead log where it is: the copy cannot be started without it. */
  readonly copiesLog: boolean;
  readonly call: ControlPlaneCall;
}

/** Where a copy stands: positions and names of segments are the server's text. */
export interface ForkedCluster {
  /** The first position at which the copy is consistent. */
  readonly lsn: string;
  readonly firstLogFile: string;
}

/**
 * Copies a cluster while it runs and is written to. One session holds the backup; all files are copied, torn or not;
 * then the write-ahead log since its start, from which the copy's first start makes a consistent state. Rejects with `cancelled`, `diskFull`, `fileSystem`, `unsupported`; removes nothing.
 */
export async function forkCluster(options: ForkOptions): Promise<ForkedCluster> {
  const { source, sourceFolder, targetFolder, user, call } = options;
  const files = await listClusterFiles(sourceFolder);
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  await requireDiskSpace(join(targetFolder, ".."), totalBytes, options.what);
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
    if (options.copiesLog) await copyLog(options, end);
    await writeLabel(targetFolder, end.label, user);
    throwIfCancelled(call);
    return { lsn: end.lsn, firstLogFile: end.firstLogFile };
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
  await copyFiles(
    files.filter((file) => file.path !== controlFile),
    { from: sourceFolder, to: targetFolder, user, call },
  );
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

function textOf(value: string | null | undefined): string {
  if (value === null || value === undefined) throw new Error("The server left out a part of the backup's answer.");
  return value;
}
