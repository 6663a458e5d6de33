import { statfs } from "node:fs/promises";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";

/** What stays free whatever is made, so that the servers that run can go on writing. */
const reserveBytes = 256 * 1024 * 1024;

/** Rejects with `diskFull`, saying how much is needed and how much there is. */
export async function requireDiskSpace(folder: string, neededBytes: number, what: string): Promise<void> {
  const status = await statfs(folder).catch((error: unknown) => {
    throw toFileError(error, folder);
  });
  const freeBytes = status.bavail * status.bsize;
  const wantedBytes = neededBytes + reserveBytes;
  if (freeBytes >= wantedBytes) return;
  throw new AppError(
    "diskFull",
    `${what} needs ${toMegabytes(wantedBytes)}, and the disk of ${folder} has ${toMegabytes(freeBytes)} left.`,
    { hint: "Delete branches that are not needed any more, or free some space on this disk." },
  );
}

function toMegabytes(bytes: number): string {
  return `${Math.ceil(bytes / (1024 * 1024)).toLocaleString("en")} MB`;
}
