import { constants } from "node:fs";
import { copyFile, lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import { giveToServer, type ServerUser } from "../server/server-user.ts";

/** One entry of a cluster's folder, by its path inside. */
export interface ClusterFile {
  readonly path: string;
  readonly kind: "file" | "folder";
  readonly sizeBytes: number;
}

/** Folders whose content belongs to the running server only; they are made empty. WAL is copied on its own. */
const emptyFolders = new Set([
  "pg_wal",
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
const skippedFiles = new Set([
  "postmaster.pid",
  "postmaster.opts",
  "backup_label",
  "backup_label.old",
  "tablespace_map",
  "tablespace_map.old",
  "backup_manifest",
  "current_logfiles",
  "postgresql.auto.conf.tmp",
]);

/** The control file: copied last, see `copyControlFile`. */
export const controlFile = "global/pg_control";

/** What a copy of a cluster must hold, folders before what is in them. Rejects with `unsupported` for tablespaces. */
export async function listClusterFiles(clusterFolder: string): Promise<readonly ClusterFile[]> {
  const files: ClusterFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(clusterFolder, folder), { withFileTypes: true }).catch(ignoreMissing)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isSymbolicLink()) throw refuseLink(path);
      if (entry.isDirectory()) {
        if (entry.name.startsWith("pgsql_tmp")) continue;
        files.push({ path, kind: "folder", sizeBytes: 0 });
        if (!emptyFolders.has(path)) await visit(path);
      } else if (entry.isFile() && isWanted(path, entry.name)) {
        const sizeBytes = (await lstat(join(clusterFolder, path)).catch(() => null))?.size ?? 0;
        files.push({ path, kind: "file", sizeBytes });
      }
    }
  };
  await visit("");
  return files;
}

/** Bytes of all files of a folder; what vanishes meanwhile counts nothing. */
export async function measureFolder(folder: string): Promise<number> {
  let sizeBytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(ignoreMissing)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) sizeBytes += await measureFolder(path);
    else if (entry.isFile()) sizeBytes += (await lstat(path).catch(() => null))?.size ?? 0;
  }
  return sizeBytes;
}

/** Copies one entry, sharing blocks where the file system can. False when it vanished: its table was dropped meanwhile. */
export async function copyEntry(from: string, to: string, file: ClusterFile, user: ServerUser): Promise<boolean> {
  const target = join(to, file.path);
  try {
    if (file.kind === "folder") await mkdir(target, { recursive: true, mode: 0o700 });
    else await copyFile(join(from, file.path), target, constants.COPYFILE_FICLONE);
    await giveToServer(target, user);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    // It is the source that may vanish: a target without its folder would be a copy without this file.
    if (isMissing && file.kind === "file" && !(await isThere(join(from, file.path)))) return false;
    throw toFileError(error, target);
  }
}

async function isThere(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** The server rewrites this file while it is read: it counts as read when two readings give the same. */
export async function copyControlFile(from: string, to: string, user: ServerUser): Promise<void> {
  let before = await readFile(join(from, controlFile));
  for (let attempt = 0; attempt < 100; attempt++) {
    const now = await readFile(join(from, controlFile));
    if (now.equals(before)) {
      const target = join(to, controlFile);
      await writeFile(target, now, { mode: 0o600 }).catch((error: unknown) => {
        throw toFileError(error, target);
      });
      return await giveToServer(target, user);
    }
    before = now;
  }
  throw new AppError("conflict", "The server's control file changes too fast to be copied.", { hint: "Try again." });
}

function isWanted(path: string, name: string): boolean {
  return (
    path !== controlFile && !skippedFiles.has(path) && !name.startsWith("pgsql_tmp") && name !== "pg_internal.init"
  );
}

function refuseLink(path: string): AppError {
  return new AppError("unsupported", `The cluster has files outside its folder (${path}), so it cannot be branched.`, {
    hint: "Move what is in tablespaces back to the default tablespace.",
  });
}

function ignoreMissing(error: unknown): [] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}
