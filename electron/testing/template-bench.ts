import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quoteIdentifier } from "../../shared/sql/quote.ts";
import {
  openTemplateControlPlane,
  type TemplateControlPlane,
} from "../control-planes/template/template-control-plane.ts";
import { openSession } from "../postgres/connect.ts";
import { createDatabases, type ManagedDatabases } from "../postgres/create-databases.ts";
import { createLocalSessions } from "../postgres/process/local-sessions.ts";
import { StreamHub } from "../postgres/process/stream-hub.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

/** A test's database whose branches are databases of the same server. */
export interface TemplateBench {
  readonly test: TestDatabase;
  readonly plane: TemplateControlPlane;
  readonly projectId: string;
  readonly ref: { readonly connectionId: string };
  readonly databases: ManagedDatabases;
  close(): Promise<void>;
}

/** Makes one; its role may make databases. */
export async function createTemplateBench(): Promise<TemplateBench> {
  const projectId = "template:c1";
  const test = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), "steward-template-bench-"));
  const admin = await openSession(test.adminParameters, { purpose: "test admin" });
  await admin.execute(`ALTER ROLE ${quoteIdentifier(test.parameters.user)} CREATEDB`);
  await admin.close();
  const sessions = createLocalSessions(new StreamHub());
  const databases = createDatabases({
    resolve: async ({ branchId }) =>
      branchId === undefined ? test.parameters : await plane.connectParameters(projectId, branchId, "any"),
    opener: () => sessions,
    observe: () => undefined,
    onLost: () => undefined,
  });
  const { database, user } = test.parameters;
  const plane = await openTemplateControlPlane({
    dataFolder: folder,
    sources: async () => [{ connectionId: "c1", name: "Shop", database, user }],
    parametersOf: async () => test.parameters,
    releaseSessions: () => databases.drain(),
    observe: () => undefined,
    environment: { STEWARD_POSTGRES_PROGRAMS: "/nowhere" },
    log: () => undefined,
  });
  const close = async () => {
    await databases.close();
    await plane.close();
    await test.close();
    await rm(folder, { recursive: true });
  };
  return { test, plane, projectId, ref: { connectionId: "c1" }, databases, close };
}
