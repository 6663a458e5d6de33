import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareServerBinaries } from "../../control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../../control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../../control-planes/embedded/server/ports.ts";
import { Postmaster } from "../../control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../../control-planes/embedded/server/server-user.ts";
import { createDatabases } from "../../postgres/create-databases.ts";
import type { ScratchPlace, ScratchSessions } from "./scratch-place.ts";

const prefix = "steward-scratch-";
/** Nothing of it has to survive; logical decoding so that publications can be made without a warning. */
const settings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", wal_level: "logical" };

/** What a throw-away server needs. */
export interface LocalScratchParts {
  /** Where copies of the server's programs are kept, when they cannot be used in place. */
  readonly binariesFolder: string;
  readonly sessions: ScratchSessions;
  /** The folder for its files; the system's for temporary ones without it. */
  readonly folder?: string;
}

/**
 * Starts a server of this computer that is thrown away. It ends with this process however that ends; a folder that a
 * killed process left is removed by the next one. Rejects as starting an embedded server does.
 */
export async function openLocalScratch(parts: LocalScratchParts, signal: AbortSignal): Promise<ScratchPlace> {
  const home = parts.folder ?? tmpdir();
  await removeLeftovers(home);
  const user = findServerUser();
  const folder = await mkdtemp(join(home, `${prefix}${process.pid}-`));
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  try {
    const binaries = await prepareServerBinaries(parts.binariesFolder, user);
    await chmod(folder, 0o711);
    await giveToServer(folder, user);
    const password = randomBytes(18).toString("base64url");
    const data = join(folder, "data");
    await createCluster(binaries, user, data, password, { isDurable: false });
    const port = await findFreePort();
    const server = await Postmaster.start({
      binaries,
      user,
      folder: data,
      logFile: join(folder, "log"),
      port,
      settings,
      signal,
    });
    const databases = createDatabases({
      resolve: async ({ connectionId }) => ({
        host: "127.0.0.1",
        port,
        tls: "disable",
        database: connectionId.slice(idPrefix.length),
        user: adminRole,
        password,
      }),
      opener: parts.sessions.openerOf,
      observe: () => undefined,
      onLost: () => undefined,
    });
    let made = 0;
    return {
      words: `a throw-away PostgreSQL ${binaries.major} of this computer`,
      major: binaries.major,
      databases,
      isWhollyOurs: true,
      make: async () => {
        made += 1;
        const id = idOf(made);
        await databases.write({ connectionId: idOf(0) }, { purpose: "comparison" }, (session) =>
          session.execute(`CREATE DATABASE ${id.slice(idPrefix.length)} TEMPLATE template0`),
        );
        return { connectionId: id };
      },
      close: async () => {
        await databases.close();
        for (let place = 0; place <= made; place++) await parts.sessions.end(idOf(place));
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** No connection has such an id. */
const idPrefix = "scratch:";

/** The database that is there from the start, and those that were made. */
function idOf(place: number): string {
  return place === 0 ? `${idPrefix}postgres` : `${idPrefix}scratch_${place}`;
}

/** Folders of processes that are gone. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 3, retryDelay: 100 }).catch(() => undefined); // another user's: theirs to remove
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
