import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareServerBinaries, prepareServerPackage } from "../control-planes/embedded/server/binaries.ts";
import { adminRole, createCluster } from "../control-planes/embedded/server/create-cluster.ts";
import { findFreePort } from "../control-planes/embedded/server/ports.ts";
import { Postmaster } from "../control-planes/embedded/server/postmaster.ts";
import { findServerUser, giveToServer } from "../control-planes/embedded/server/server-user.ts";
import { openSession } from "../postgres/connect.ts";
import { olderMajors, olderServerFolder } from "./older-servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's Postgres. `templateDatabase` has pg_stat_statements and is cloned for each test file. */
    readonly testServer: {
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly templateDatabase: string;
      readonly major: number;
    };
    /** The version of a project whose server could not be fetched. */
    readonly missingMajor: number;
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

/** Starts one server for all files of a project, the embedded one or an older; the returned function ends it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const user = findServerUser();
  const folder = await mkdtemp(join(tmpdir(), "steward-test-"));
  const { name } = project.config;
  const older = olderMajors.find((major) => name === `postgres ${major}`);
  const copies = join(folder, "postgres");
  const binaries = await (older === undefined
    ? prepareServerBinaries(copies, user)
    : prepareServerPackage(olderServerFolder(older), copies, user));
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
  project.provide("testServer", { port, user: adminRole, password, templateDatabase, major: binaries.major });
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
