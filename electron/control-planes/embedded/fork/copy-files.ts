import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ControlPlaneCall } from "../../control-plane.ts";
import type { ServerUser } from "../server/server-user.ts";
import { type ClusterFile, copyEntry } from "./cluster-files.ts";

/** From where to where, and who may read the copy. */
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  readonly user: ServerUser;
  readonly call: ControlPlaneCall;
}

/** Copies at once: enough to keep a disk busy, and leaves threads for other files of the app. */
const parallelCopies = 2;
const reportEveryMs = 50;

/** Copies entries of a folder, folders first, and reports the bytes. Rejects with `cancelled`, `diskFull`, `fileSystem`. */
export async function copyFiles(files: readonly ClusterFile[], options: CopyOptions): Promise<void> {
  const { from, to, user, call } = options;
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  let done = 0;
  let reportedAt = 0;
  for (const folder of files.filter((file) => file.kind === "folder")) await copyEntry(from, to, folder, user);
  const queue = files.filter((file) => file.kind === "file");
  const work = async (): Promise<void> => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      throwIfCancelled(call);
      await copyEntry(from, to, file, user);
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

/** Everything in a folder that no server writes to, folders before what is in them. */
export async function listAllFiles(root: string): Promise<readonly ClusterFile[]> {
  const files: ClusterFile[] = [];
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const kind = entry.isDirectory() ? "folder" : "file";
      const sizeBytes = kind === "file" ? (await stat(join(root, path))).size : 0;
      files.push({ path, kind, sizeBytes });
      if (kind === "folder") await visit(path);
    }
  };
  await visit("").catch((error: unknown) => {
    throw toFileError(error, root);
  });
  return files;
}

export function throwIfCancelled(call: ControlPlaneCall): void {
  if (call.signal?.aborted) throw new AppError("cancelled", "Making the branch was cancelled.");
}

/** Waits for all, so that nobody writes any more when the first error is thrown. */
async function settleAll(running: readonly Promise<void>[], stopOthers: () => void): Promise<void> {
  for (const one of running) one.catch(stopOthers);
  for (const outcome of await Promise.allSettled(running)) {
    if (outcome.status === "rejected") throw outcome.reason;
  }
}
