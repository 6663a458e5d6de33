import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";

/** Where a replayed cluster left its source's log: the last line of the history of its own timeline. */
export async function findForkPosition(clusterFolder: string): Promise<string | null> {
  const folder = join(clusterFolder, "pg_wal");
  const name = (await readdir(folder))
    .filter((one) => /^[0-9A-F]{8}\.history$/.test(one))
    .sort()
    .at(-1);
  if (name === undefined) return null;
  const lines = (await readFile(join(folder, name), "utf8")).trim().split("\n");
  return lines.at(-1)?.split("\t")[1] ?? null;
}

/** The server gave up replaying: what it says is about its log, and the user wants to know about the branch. */
export function toRecoveryError(error: unknown): unknown {
  if (!isAppError(error, "computeUnavailable")) return error;
  return new AppError("computeUnavailable", `This moment could not be made again. ${error.message}`, {
    hint: "Its write-ahead log may be damaged. Nothing was changed; other moments may still be reached.",
  });
}
