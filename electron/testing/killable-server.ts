import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { prepareServerBinaries } from "../control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../control-planes/embedded/server/ports.ts";
import { Postmaster } from "../control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../control-planes/embedded/server/server-user.ts";
import type { ConnectParameters } from "../postgres/session.ts";

/** A Postgres of a test's own, which may be killed. */
export interface KillableServer {
  readonly parameters: ConnectParameters & { readonly password: string };
  /** SIGKILL of the postmaster; its children see that and end without writing anything more. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port; it recovers from its log first. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one. COMMIT waits for the log as it does anywhere; only the disk's own cache is not waited for. */
export async function startKillableServer(settings: Readonly<Record<string, string>> = {}): Promise<KillableServer> {
  const user = findServerUser();
  const folder = await mkdtemp(join(tmpdir(), "steward-killable-"));
  const binaries = await prepareServerBinaries(join(folder, "postgres"), user);
  await chmod(folder, 0o711);
  await giveToServer(folder, user);
  const password = randomBytes(18).toString("base64url");
  const data = join(folder, "data");
  await createCluster(binaries, user, data, password, { isDurable: false });
  const port = await findFreePort();
  const options = { binaries, user, folder: data, logFile: join(folder, "log"), port };
  const start = () => Postmaster.start({ ...options, settings: { fsync: "off", ...settings } });
  let server = await start();
  const kill = async () => {
    process.kill(server.pid, "SIGKILL");
    await server.ended;
  };
  const close = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  const restart = async () => {
    const endMs = performance.now() + 20_000;
    for (;;) {
      try {
        server = await start();
        return;
      } catch (error) {
        // Children of the killed one that still end hold its shared memory.
        if (performance.now() > endMs) throw error;
        await wait(200);
      }
    }
  };
  return {
    parameters: { host: "127.0.0.1", port, database: "postgres", user: adminRole, password, tls: "disable" },
    kill,
    restart,
    close,
  };
}
