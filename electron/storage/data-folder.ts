import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { toFileError } from "./atomic-file.ts";
import { findProcessStart, isProcessAlive } from "./process-identity.ts";

/** Who holds a data folder. `startedAt` tells a process from a later one that got the same id. */
interface Holder {
  readonly pid: number;
  readonly startedAt: string;
}

/** STEWARD_HOME, else the platform's place; as root on Linux a place that the server's user id can reach. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.STEWARD_HOME;
  if (chosen) return resolve(chosen);
  if (process.platform === "win32")
    return join(environment.LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "Steward");
  if (process.platform === "darwin") return join(homedir(), "Library", "Application Support", "Steward");
  if (process.getuid?.() === 0) return "/var/lib/steward";
  return join(environment.XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "steward");
}

/**
 * Makes the folder and takes it for this process. Rejects with `alreadyRunning` (names the pid), `fileSystem` or
 * `diskFull`. The lock of an app that was killed is taken over.
 */
export async function acquireDataFolder(path: string): Promise<{ release(): Promise<void> }> {
  await prepareFolder(path);
  const lock = join(path, "app.lock");
  const own: Holder = { pid: process.pid, startedAt: (await findProcessStart(process.pid)) ?? "unknown" };
  const text = `${own.pid} ${own.startedAt}\n`;
  for (let attempt = 0; attempt < 20; attempt++) {
    if (await createWhole(lock, text)) return { release: () => releaseLock(lock, text) };
    const holder = await readHolder(lock);
    if (holder && (await isHolding(holder)))
      throw new AppError(
        "alreadyRunning",
        `Steward is already running with the data folder ${path} (process ${holder.pid}).`,
        {
          hint: "Use the window that is open, end that process, or choose another data folder with STEWARD_HOME.",
        },
      );
    await removeStale(lock, holder);
  }
  throw new AppError("alreadyRunning", `Several instances of Steward are starting with the data folder ${path}.`);
}

/** As root others may pass through, because the server runs under another user id; its own folders stay closed. */
async function prepareFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const status = await stat(path);
    const ownUser = process.getuid?.();
    if (ownUser !== undefined && ownUser !== 0 && status.uid !== ownUser)
      throw new AppError("fileSystem", `The data folder ${path} belongs to another user.`, {
        hint: "Choose a folder of your own with STEWARD_HOME.",
      });
    if (process.platform !== "win32") await chmod(path, ownUser === 0 ? 0o711 : 0o700);
    const probe = join(path, `.${randomBytes(6).toString("hex")}.probe`);
    await writeFile(probe, "writable\n", { flag: "wx", mode: 0o600 });
    await rm(probe);
  } catch (error) {
    throw toFileError(error, path);
  }
}

/** Creates a file with its content in one step; false when it exists. A kill leaves no empty lock behind. */
async function createWhole(path: string, text: string): Promise<boolean> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await writeFile(temporary, text, { flag: "wx", mode: 0o600 });
    // A file system without hard links cannot do it in one step; there a kill in between leaves a lock that is stale.
    await link(temporary, path).catch(async (error: unknown) => {
      if (!hasCode(error, "EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EINVAL")) throw error;
      await writeFile(path, text, { flag: "wx", mode: 0o600 });
    });
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw toFileError(error, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

async function readHolder(lock: string): Promise<Holder | null> {
  const text = await readFile(lock, "utf8").catch(() => "");
  const match = /^(\d+) (.+)\n$/.exec(text);
  return match?.[1] && match[2] ? { pid: Number(match[1]), startedAt: match[2] } : null;
}

async function isHolding(holder: Holder): Promise<boolean> {
  if (!isProcessAlive(holder.pid)) return false;
  const start = await findProcessStart(holder.pid);
  return start === null || holder.startedAt === "unknown" || start === holder.startedAt;
}

/** Removes a lock only if it is still the one that was judged, so that a new owner's is never taken away. */
async function removeStale(lock: string, judged: Holder | null): Promise<void> {
  const now = await readHolder(lock);
  if (now?.pid === judged?.pid && now?.startedAt === judged?.startedAt) await rm(lock, { force: true });
}

async function releaseLock(lock: string, text: string): Promise<void> {
  if ((await readFile(lock, "utf8").catch(() => "")) === text) await rm(lock, { force: true });
}
