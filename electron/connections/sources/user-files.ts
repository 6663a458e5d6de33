import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../shared/ipc/app-error.ts";

/** Whose computer it is: the user's environment variables and home folder. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
  readonly userName: string;
}

/** A file's text; null when there is no such file. */
export type FileText = { readonly path: string; readonly text: string } | null;

const largestBytes = 1024 * 1024;

/** Service files in libpq's order: the user's (or PGSERVICEFILE), then the system's in PGSYSCONFDIR. */
export function serviceFilePaths({ environment, homeFolder }: Surroundings): readonly string[] {
  const own = environment.PGSERVICEFILE || join(homeFolder, ".pg_service.conf");
  const system = environment.PGSYSCONFDIR;
  return system ? [own, join(system, "pg_service.conf")] : [own];
}

/** The password file: PGPASSFILE, or where libpq looks for it on this platform. */
export function passwordFilePath({ environment, homeFolder }: Surroundings): string {
  if (environment.PGPASSFILE) return environment.PGPASSFILE;
  return process.platform === "win32"
    ? join(environment.APPDATA ?? homeFolder, "postgresql", "pgpass.conf")
    : join(homeFolder, ".pgpass");
}

/** Reads a small text file; null when it is not there. Rejects with `fileSystem` or `tooLarge`. */
export async function readUserFile(path: string): Promise<FileText> {
  try {
    const { size } = await stat(path);
    if (size > largestBytes) throw new AppError("tooLarge", `${path} is larger than 1 MiB and was not read.`);
    return { path, text: await readFile(path, "utf8") };
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw new AppError(
      "fileSystem",
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** The password file, refused as libpq refuses it when others may read it (AppError `refused`). */
export async function readPasswordFile(surroundings: Surroundings): Promise<FileText> {
  const path = passwordFilePath(surroundings);
  const file = await readUserFile(path);
  if (file === null || process.platform === "win32") return file;
  if (((await stat(path)).mode & 0o077) === 0) return file;
  throw new AppError("refused", `${path} is not used: other users of this computer can read it.`, {
    hint: `Take the rights from them: chmod 600 ${path}`,
  });
}
