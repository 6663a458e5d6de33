import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { isQueryFile } from "../../shared/query-files/model.ts";
import { allowFolder } from "../storage/allowed-folder.ts";
import { hasCode, toFileError } from "../storage/atomic-file.ts";

/**
 * The real path of a file of SQL that is or will be: a link is followed, so that neither a link's own name nor its place hides
 * where it leads. Rejects with `refused` (another ending, no plain file, a folder that is left alone) and `fileSystem`.
 */
export async function allowQueryFile(path: string, ownFolder: string): Promise<string> {
  const named = join(await allowFolder(dirname(path), ownFolder), basename(path));
  refuseOtherEnding(named);
  const real = await resolveLink(named);
  if (real === null) return named;
  refuseOtherEnding(real);
  await allowFolder(dirname(real), ownFolder);
  const found = await stat(real).catch((error: unknown) => {
    throw toFileError(error, path);
  });
  if (!found.isFile()) throw refused(path, "It is no plain file.");
  return real;
}

/** Null where nothing of that name is. */
async function resolveLink(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw toFileError(error, path);
  }
}

function refuseOtherEnding(path: string): void {
  if (!isQueryFile(basename(path))) throw refused(path, "Its name has to end in .sql and not begin with a dot.");
}

function refused(path: string, why: string): AppError {
  return new AppError("refused", `${path} is not used for queries. ${why}`, { hint: "Choose another file." });
}
