import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareServerBinaries } from "../control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../control-planes/embedded/server/ports.ts";
import { Postmaster } from "../control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../control-planes/embedded/server/server-user.ts";
import { openSession } from "../postgres/connect.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's Postgres. `templateDatabase` has pg_stat_statements and is cloned for each test file. */
    readonly testServer: {
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly templateDatabase: string;
    };
  }
}

/** Nothing of a test's cluster has to survive. */
const settings = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "200",
  wal_level: "logical",
};
const templateDatabase = "test_template";

/** Starts one server for the whole run; the returned function ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const user = findServerUser();
  const folder = await mkdtemp(join(tmpdir(), "steward-test-"));
  const binaries = await prepareServerBinaries(join(folder, "postgres"), user);
  await chmod(folder, 0o711);
  await giveToServer(folder, user);
  const password = randomBytes(18).toString("base64url");
  const data = join(folder, "data");
  await createCluster(binaries, user, data, password, { isDurable: false });
  const port = await findFreePort();
  const logFile = join(folder, "server.log");
  const server = await Postmaster.start({ binaries, user, folder: data, logFile, port, settings });
  const admin = { host: "127.0.0.1", port, database: "postgres", user: adminRole, tls: "disable", password } as const;
  await createTemplate(admin);
  project.provide("testServer", { port, user: adminRole, password, templateDatabase });
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function createTemplate(admin: Parameters<typeof openSession>[0]): Promise<void> {
  const session = await openSession(admin, { purpose: "test setup" });
  await session.execute(`CREATE DATABASE ${templateDatabase}`);
  await session.close();
  const inside = await openSession({ ...admin, database: templateDatabase }, { purpose: "test setup" });
  await inside.execute("CREATE EXTENSION pg_stat_statements");
  await inside.close();
}
