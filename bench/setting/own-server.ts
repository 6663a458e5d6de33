import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareServerBinaries } from "../../electron/control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../../electron/control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../../electron/control-planes/embedded/server/ports.ts";
import { Postmaster } from "../../electron/control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../../electron/control-planes/embedded/server/server-user.ts";
import { openSession } from "../../electron/postgres/connect.ts";
import type { ConnectParameters } from "../../electron/postgres/session.ts";

/** A Postgres that the measurements and their peers both reach. It holds the table `million_rows`. */
export interface OwnServer {
  readonly parameters: ConnectParameters & { readonly password: string };
  readonly version: string;
  close(): Promise<void>;
}

/** 1,000,000 rows of 10 text columns, about 110 MB of text. */
const columns = Array.from({ length: 9 }, (_, index) => `'value ' || n || ' ${index}' AS c${index + 1}`);
const tableSql = `CREATE TABLE million_rows AS
  SELECT lpad(n::text, 7, '0') AS id, ${columns.join(", ")} FROM generate_series(1, 1000000) AS n`;

/** Starts a server from the embedded binaries and fills its table. The whole of it fits in its buffers. */
export async function startOwnServer(): Promise<OwnServer> {
  const user = findServerUser();
  const folder = await mkdtemp(join(tmpdir(), "steward-bench-"));
  const binaries = await prepareServerBinaries(join(folder, "postgres"), user);
  await chmod(folder, 0o711);
  await giveToServer(folder, user);
  const password = randomBytes(18).toString("base64url");
  const data = join(folder, "data");
  await createCluster(binaries, user, data, password, { isDurable: false });
  const port = await findFreePort();
  const settings = { fsync: "off", shared_buffers: "512MB", wal_level: "minimal", max_wal_senders: "0" };
  const server = await Postmaster.start({ binaries, user, folder: data, logFile: join(folder, "log"), port, settings });
  const close = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const parameters = {
    host: "127.0.0.1",
    port,
    tls: "disable",
    database: "postgres",
    user: adminRole,
    password,
  } as const;
  try {
    return { parameters, version: await fillTable(parameters), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fillTable(parameters: ConnectParameters): Promise<string> {
  const session = await openSession(parameters, { purpose: "bench" });
  try {
    await session.execute(tableSql);
    await session.execute("ALTER TABLE million_rows ADD PRIMARY KEY (id)");
    await session.execute("VACUUM (FREEZE, ANALYZE) million_rows");
    const [[version = null] = []] = (await session.execute("SHOW server_version")).rows;
    return version ?? "unknown";
  } finally {
    await session.close();
  }
}
