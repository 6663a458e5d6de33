// The adapter against Neon's API and data plane on loopback over real clusters; each request and answer fits Neon's own description.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import { openSession } from "../../postgres/connect.ts";
import { startTestNeonApi, type TestNeonApi, testKeys } from "../../testing/neon/neon-api-server.ts";
import {
  createPlaneFolder,
  mainId,
  type PlaneFolder,
  projectId,
  projectRequest,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { findServerUser } from "../embedded/server/server-user.ts";
import { ensureCertificate } from "../neon-api/data-plane/certificate/ensure-certificate.ts";
import { type DataPlane, startDataPlane } from "../neon-api/data-plane/start-data-plane.ts";
import { endpointIdOf } from "../neon-id.ts";
import { listProjects } from "./account/list-projects.ts";
import { probeKey } from "./account/probe-key.ts";
import { type Clock, systemClock } from "./api/clock.ts";
import { type NeonControlPlane, openNeonControlPlane } from "./neon-control-plane.ts";
import { PendingOperations } from "./operations/pending-operations.ts";

const accountProject = `neon:acc1:${projectId}`;
let folder: PlaneFolder;
let clusters: EmbeddedControlPlane;
let dataPlane: DataPlane;
let api: TestNeonApi;
let plane: NeonControlPlane;
let key: string = testKeys.user;

/** Polls twenty times as often. */
const hasty: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms >= 300_000 ? ms : ms / 20, signal),
};

beforeAll(async () => {
  folder = await createPlaneFolder();
  clusters = await folder.open();
  await clusters.createProject(projectRequest);
  const certificate = await ensureCertificate(join(folder.path, "tls"), findServerUser());
  dataPlane = await startDataPlane({
    certificate,
    log: () => undefined,
    resolve: async ({ endpointId }) => {
      const branch = (await clusters.listBranches(projectId)).find(({ id }) => endpointIdOf(id) === endpointId);
      if (!branch) return { kind: "unknown" };
      const { port } = await clusters.adminParameters(projectId, branch.id, "postgres");
      return { kind: "running", port };
    },
  });
  const place = { domain: certificate.domain, port: dataPlane.port, hasPooler: true };
  api = await startTestNeonApi(clusters, folder.path, { dataPlane: place });
  plane = openNeonControlPlane({
    accountId: "acc1",
    apiUrl: api.url,
    readKey: async () => key,
    readDataPlane: async () => ({ host: "127.0.0.1", port: dataPlane.port, rootCertificate: dataPlane.caPem }),
    pending: new PendingOperations(join(folder.path, "neon-operations.json")),
    projects: () => [],
    log: () => undefined,
    clock: hasty,
  });
});
afterAll(async () => {
  plane.close();
  const problems = api.problems();
  await api.close();
  await dataPlane.close();
  await clusters.close();
  await folder.remove();
  expect(problems).toEqual([]);
});

it("tells kinds of keys apart and lists what each reaches", async () => {
  const seen: unknown[] = [];
  for (const each of [testKeys.user, testKeys.organisation, testKeys.project]) {
    key = each;
    const probed = await probeKey(plane.api);
    const { projects } = await listProjects(plane.api, probed);
    seen.push([probed.keyKind, projects.map(({ neonId, name }) => [neonId, name])]);
  }
  const shop = [[projectId, "Shop"]];
  expect(seen).toEqual([
    ["personal", shop],
    ["organisation", shop],
    ["organisation", shop],
  ]);
  key = testKeys.user;
});

it("makes a real branch, connects to it, changes it, and deletes it", async () => {
  const request = { ...headCopy, projectId: accountProject, parentId: mainId, name: "preview/basket" };
  const made = await plane.createBranch({ ...request, timeToLiveSeconds: 3_600, purpose: "work" });
  expect([made.name, made.state, made.compute, made.parentId]).toEqual(["preview/basket", "ready", "active", mainId]);
  await plane.suspendCompute(accountProject, made.id);
  const fields = await plane.connectParameters(accountProject, made.id, "postgres");
  expect([fields.user, fields.tls, (await plane.listBranches(accountProject))[1]?.compute]).toEqual([
    "app_owner",
    "verify-full",
    "active",
  ]);
  const session = await openSession(fields, { purpose: "test" });
  expect((await session.query("SELECT current_user")).rows).toEqual([["app_owner"]]);
  await session.close();
  const kept = await plane.updateBranch(accountProject, made.id, {
    name: "kept",
    timeToLiveSeconds: null,
    isProtected: true,
  });
  expect([kept.name, kept.expiresAt, kept.isProtected]).toEqual(["kept", null, true]);
  expect(kept.restrictions.map(({ action }) => action)).toContain("delete");
  await plane.updateBranch(accountProject, made.id, { isProtected: false });
  await plane.deleteBranch(accountProject, made.id);
  expect((await plane.listBranches(accountProject)).map(({ name }) => name)).toEqual(["main"]);
  const actions = (await plane.listOperations(accountProject)).map(({ action, state }) => `${action} ${state}`);
  expect(actions).toContain("create branch finished");
});

it("resets a branch to its parent, and makes one of a snapshot", async () => {
  const request = { ...headCopy, projectId: accountProject, parentId: mainId, name: "work" };
  const work = await plane.createBranch({ ...request, timeToLiveSeconds: null, purpose: "work" });
  const admin = async (branchId: string, sql: string) =>
    await runSql(await clusters.adminParameters(projectId, branchId, "postgres"), sql);
  await admin(work.id, "CREATE TABLE public.extra ()");
  const snapshot = await plane.createSnapshot(accountProject, work.id, "before the reset", null);
  await plane.resetBranch(accountProject, work.id);
  const again = await plane.restoreSnapshot(accountProject, snapshot.id, "again");
  const tables = "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'extra'";
  expect([await admin(work.id, tables), await admin(again.id, tables)]).toEqual([[["0"]], [["1"]]]);
  await plane.deleteSnapshot(accountProject, snapshot.id);
  for (const { id } of [again, work]) await plane.deleteBranch(accountProject, id);
});

it("refuses what Neon refuses, in words", async () => {
  await expect(plane.deleteBranch(accountProject, mainId)).rejects.toMatchObject({ code: "refused" });
  key = "napi_revoked_0123456789";
  await expect(plane.listBranches(accountProject)).rejects.toMatchObject({ code: "authenticationFailed" });
  key = testKeys.user;
});
