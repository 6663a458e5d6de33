import { chown } from "node:fs/promises";

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

/** The environment of server processes: nothing of ours is passed on. */
export function serverEnvironment(): Record<string, string> {
  const kept = process.platform === "win32" ? ["SystemRoot", "PATH", "TEMP", "TMP"] : [];
  const entries = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { LC_ALL: "C", TZ: "UTC", ...(Object.fromEntries(entries) as Record<string, string>) }; // absent ones are left out above
}
