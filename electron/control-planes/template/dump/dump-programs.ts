import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { AppError } from "../../../../shared/ipc/app-error.ts";

/** pg_dump and pg_restore of one installation. */
export interface DumpPrograms {
  readonly dump: string;
  readonly restore: string;
  readonly major: number;
}

/** Names a folder that holds pg_dump and pg_restore, before any other. */
export const programsVariable = "STEWARD_POSTGRES_PROGRAMS";

const debianFolder = "/usr/lib/postgresql";
const otherFolders = ["/opt/homebrew/opt/libpq/bin", "/usr/local/opt/libpq/bin", "/usr/local/pgsql/bin"];

/**
 * The oldest installed pair that can read servers of this major version (pg_dump refuses a newer server than itself). `unsupported`
 * says what to install.
 */
export async function findDumpPrograms(serverMajor: number, environment: NodeJS.ProcessEnv): Promise<DumpPrograms> {
  const named = environment[programsVariable];
  const folders = named ? [named] : [...searchPath(environment), ...(await debianFolders()), ...otherFolders];
  const found = (await Promise.all([...new Set(folders)].map(readPrograms))).filter((one) => one !== null);
  const fitting = found.filter(({ major }) => major >= serverMajor).sort((left, right) => left.major - right.major);
  if (fitting[0]) return fitting[0];
  const newest = Math.max(0, ...found.map(({ major }) => major));
  throw new AppError(
    "unsupported",
    `This needs pg_dump and pg_restore ${serverMajor} or later; ${newest === 0 ? "none is installed" : `what is installed is ${newest}`}.`,
    {
      hint: `Install PostgreSQL's client programs (Debian, Ubuntu: postgresql-client-${serverMajor}; macOS: brew install libpq), or name their folder in ${programsVariable}.`,
    },
  );
}

function searchPath({ PATH }: NodeJS.ProcessEnv): readonly string[] {
  return (PATH ?? "").split(delimiter).filter((folder) => folder !== "");
}

async function debianFolders(): Promise<readonly string[]> {
  try {
    return (await readdir(debianFolder)).map((major) => join(debianFolder, major, "bin"));
  } catch {
    return []; // another system
  }
}

async function readPrograms(folder: string): Promise<DumpPrograms | null> {
  const program = (name: string) => join(folder, process.platform === "win32" ? `${name}.exe` : name);
  const [dump, restore] = [program("pg_dump"), program("pg_restore")];
  const majors = await Promise.all([readMajor(dump), readMajor(restore)]);
  const major = Math.min(...majors);
  return major > 0 ? { dump, restore, major } : null;
}

async function readMajor(program: string): Promise<number> {
  try {
    const { stdout } = await promisify(execFile)(program, ["--version"], { timeout: 10_000 });
    return Number(/ (\d+)/.exec(stdout)?.[1] ?? 0);
  } catch {
    return 0; // not there, or it does not run here, which is the same to us
  }
}
