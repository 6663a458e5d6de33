import { chown, stat } from "node:fs/promises";
import { sep } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";

/** As whom the server runs. Empty for an ordinary user; Postgres refuses root, so root gives it another id. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

const nobody = 65534;

/** The identity for the server's processes and files. */
export function findServerUser(): ServerUser {
  return process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
}

/** Gives a file or folder to the server's user; does nothing where the server runs as ourselves. */
export async function giveToServer(path: string, user: ServerUser): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
}

/** Whether the server's user can pass through every folder down to `folder`, an absolute path. */
export async function canReach(user: ServerUser, folder: string): Promise<boolean> {
  return (await findBarrier(user, folder)) === null;
}

/** Rejects with `fileSystem`, naming the folder that keeps the server's user out. */
export async function requireReachable(user: ServerUser, folder: string): Promise<void> {
  const barrier = await findBarrier(user, folder);
  if (barrier === null) return;
  throw new AppError("fileSystem", `Postgres runs as user id ${user.uid} here and cannot pass through ${barrier}.`, {
    hint: `Allow it (chmod o+x ${barrier}), or choose another data folder with STEWARD_HOME.`,
  });
}

async function findBarrier(user: ServerUser, folder: string): Promise<string | null> {
  if (user.uid === undefined) return null;
  const parts = folder.split(sep);
  for (let count = 2; count <= parts.length; count++) {
    const path = parts.slice(0, count).join(sep);
    const status = await stat(path);
    if (status.uid !== user.uid && (status.mode & 0o001) === 0) return path;
  }
  return null;
}

/** The environment of server processes: nothing of ours is passed on. */
export function serverEnvironment(): Record<string, string> {
  const kept = process.platform === "win32" ? ["SystemRoot", "PATH", "TEMP", "TMP"] : [];
  const entries = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { LC_ALL: "C", TZ: "UTC", ...(Object.fromEntries(entries) as Record<string, string>) }; // absent ones are left out above
}
