import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FaultInjection } from "../../testing/neon/fault-injection.ts";
import { startTestNeonApi, type TestNeonApi, testKeys, textAt } from "../../testing/neon/neon-api-server.ts";
import { createNeonctl, type Neonctl } from "../../testing/neon/neonctl.ts";
import { createPlaneFolder, type PlaneFolder, runSql } from "../../testing/plane-folder.ts";
import { type EmbeddedControlPlane, openEmbeddedControlPlane } from "../embedded/embedded-control-plane.ts";
import { findServerUser } from "../embedded/server/server-user.ts";
import { endpointIdOf } from "../neon-id.ts";
import { ensureCertificate, localDomain, tlsSettings } from "./data-plane/certificate/ensure-certificate.ts";
import { type DataPlane, startDataPlane } from "./data-plane/start-data-plane.ts";
import { createEndpointResolver } from "./resolve-endpoint.ts";
import { organisation } from "./views/project-views.ts";

// Each run of neonctl starts a Node of its own: on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 180_000 });

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
let api: TestNeonApi;
let dataPlane: DataPlane;
let neonctl: Neonctl;
const faults = new FaultInjection();
let home: string;
let projectId: string;
let mainId: string;
const sql = async (branchId: string, text: string) =>
  await runSql(await plane.connectParameters(projectId, branchId, "neondb", "neondb_owner"), text);
const idOf = async (name: string) =>
  (await plane.listBranches(projectId)).find((one) => one.name === name)?.id ?? "none";
const names = async () => (await plane.listBranches(projectId)).map(({ name }) => name).sort();
/** Runs a command on the project that must go well, and waits until its operations have ended. */
const change = async (...args: readonly string[]) => {
  const answer = await neonctl.read(...args, "--project-id", projectId);
  await api.settle(projectId);
  return answer;
};

function hasPsql(): boolean {
  try {
    execFileSync("psql", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false; // the test shows as skipped
  }
}

beforeAll(async () => {
  folder = await createPlaneFolder();
  home = await mkdtemp(join(tmpdir(), "steward-neonctl-"));
  const certificate = await ensureCertificate(join(folder.path, "tls"), findServerUser());
  const log = (line: string) => void folder.logLines.push(line);
  // Nothing here outlives a loss of power, so nothing waits for the disk.
  const serverSettings = { ...tlsSettings(certificate), fsync: "off" };
  plane = await openEmbeddedControlPlane({ dataFolder: folder.path, log, serverSettings });
  dataPlane = await startDataPlane({ certificate, resolve: createEndpointResolver(plane), log });
  const address = { domain: certificate.domain, port: dataPlane.port, hasPooler: false };
  api = await startTestNeonApi(plane, folder.path, { intercept: faults.intercept, dataPlane: address });
  // The names of endpoints need not resolve: libpq is told where they are.
  const way = { PGHOSTADDR: "127.0.0.1", PGPORT: String(dataPlane.port) };
  neonctl = createNeonctl(api.url, testKeys.user, home, way);
  const made = await neonctl.read("projects", "create", "--name", "Shop", "--pg-version", "18");
  projectId = textAt(made, "project", "id");
  mainId = `br-${projectId}`;
  await api.settle(projectId);
  await sql(mainId, "CREATE TABLE public.item (id int PRIMARY KEY)");
  await sql(mainId, "INSERT INTO public.item VALUES (1), (2)");
});
afterAll(async () => {
  const problems = api.problems();
  await api.close();
  await dataPlane.close();
  await plane.close();
  await folder.remove();
  await rm(home, { recursive: true });
  expect(problems).toEqual([]);
});

it("shows projects, branches, databases, roles and connection strings", async () => {
  const inProject = ["--project-id", projectId];
  const [projects, branches, databases, roles, target, me, organisations] = await Promise.all([
    neonctl.read("projects", "list", "--org-id", organisation.id),
    neonctl.read("branches", "list", ...inProject),
    neonctl.read("databases", "list", ...inProject),
    neonctl.read("roles", "list", ...inProject, "--branch", mainId),
    neonctl.run("connection-string", "main", ...inProject),
    neonctl.read("me"),
    neonctl.read("orgs", "list"),
  ]);
  expect([projects, branches, databases, roles, me, organisations]).toMatchObject([
    [{ id: projectId, name: "Shop" }],
    [{ id: mainId, name: "main", default: true }],
    [{ name: "neondb", owner_name: "neondb_owner" }],
    [{ name: "neondb_owner" }],
    { login: expect.any(String) },
    [{ id: organisation.id }],
  ]);
  const { password = "" } = await plane.connectParameters(projectId, mainId, "neondb", "neondb_owner");
  expect(target.output.trim()).toBe(
    `postgresql://neondb_owner:${password}@${endpointIdOf(mainId)}.${localDomain}/neondb?sslmode=require&channel_binding=require`,
  );
});

it.skipIf(!hasPsql())("opens psql on a suspended branch by its connection string, and wakes it", async () => {
  await plane.suspendCompute(projectId, mainId);
  const query = "SELECT current_user, ssl FROM pg_catalog.pg_stat_ssl WHERE pid = pg_catalog.pg_backend_pid()";
  const { output, errors } = await neonctl.run("psql", "main", "--project-id", projectId, "--", "-XAtc", query);
  expect([output.trim().split("\n").at(-1), errors]).toEqual(["neondb_owner|t", expect.not.stringMatching(/error/i)]);
});

describe("a branch", () => {
  it("is made, renamed, given an end, compared and deleted", async () => {
    const expires = `${new Date(Date.now() + 7_200_000).toISOString().slice(0, 19)}Z`;
    const made = await change("branches", "create", "--name", "feature");
    const id = textAt(made, "branch", "id");
    expect(made).toMatchObject({
      branch: { name: "feature", parent_id: mainId },
      endpoints: [{ id: endpointIdOf(id) }],
    });
    expect(await change("branches", "set-expiration", "feature", "--expires-at", expires)).toMatchObject({
      expires_at: expires,
    });
    expect(await change("branches", "rename", "feature", "work")).toMatchObject({ id, name: "work" });
    await sql(id, "ALTER TABLE public.item ADD name text");
    const [difference, operations] = await Promise.all([
      neonctl.run("branches", "schema-diff", "main", "work", "--project-id", projectId),
      neonctl.read("operations", "list", "--project-id", projectId),
    ]);
    expect(difference.output.split("\n").filter((line) => /^[-+]/.test(line))).toEqual([
      expect.stringMatching(/^---/),
      expect.stringMatching(/^[+]{3}/),
      '-  "id" integer NOT NULL',
      '+  "id" integer NOT NULL,',
      '+  "name" text',
    ]);
    expect((operations as readonly { action: string }[]).map(({ action }) => action)).toContain("create_branch");
    expect(await sql(id, "SELECT count(*) FROM public.item")).toEqual([["2"]]);
    expect(await change("branches", "delete", "work")).toMatchObject({ id });
    expect(await names()).toEqual(["main"]);
  });

  it("gets databases and roles of its own", async () => {
    await change("databases", "create", "--name", "books", "--owner-name", "neondb_owner");
    await change("roles", "create", "--name", "clerk");
    expect([await plane.listDatabases(projectId, mainId), await plane.listBranchRoles(projectId, mainId)]).toEqual([
      [
        { name: "books", owner: "neondb_owner" },
        { name: "neondb", owner: "neondb_owner" },
      ],
      ["neondb_owner", "clerk"],
    ]);
  });

  it("is reset to its parent, and restored from it with its content kept under another name", async () => {
    await change("branches", "create", "--name", "dev");
    const id = await idOf("dev");
    await sql(id, "DELETE FROM public.item");
    await change("branches", "reset", "dev", "--parent");
    expect(await sql(id, "SELECT count(*) FROM public.item")).toEqual([["2"]]);
    await sql(id, "DELETE FROM public.item");
    await change("branches", "restore", "dev", "main", "--preserve-under-name", "dev before");
    expect([await names(), await sql(id, "SELECT count(*) FROM public.item"), await idOf("dev")]).toEqual([
      ["dev", "dev before", "main"],
      [["2"]],
      id,
    ]);
    expect(await sql(await idOf("dev before"), "SELECT count(*) FROM public.item")).toEqual([["0"]]);
    await change("branches", "delete", "dev");
    await change("branches", "delete", "dev before");
  });

  it("is made as its parent was at a moment, or without rows", async () => {
    await plane.keepHistory(projectId, mainId);
    const moment = new Date().toISOString();
    await sql(mainId, "INSERT INTO public.item VALUES (3)");
    await change("branches", "create", "--name", "then", "--parent", moment);
    expect(await sql(await idOf("then"), "SELECT count(*) FROM public.item")).toEqual([["2"]]);
    await change("branches", "delete", "then");
    const empty = await change("branches", "create", "--name", "empty", "--schema-only");
    expect(empty).toMatchObject({ branch: { init_source: "schema-only" } });
    expect(await sql(await idOf("empty"), "SELECT count(*) FROM public.item")).toEqual([["0"]]);
    await change("branches", "delete", "empty");
  });
});

it("says what went wrong, in the API's words", async () => {
  const stranger = createNeonctl(api.url, "napi_wrong", home);
  const inProject = ["--project-id", projectId];
  const ends = await Promise.all([
    stranger.run("projects", "list"),
    neonctl.run("branches", "delete", "main", ...inProject),
    neonctl.run("branches", "get", "none", ...inProject),
    neonctl.run("branches", "create", "--name", "main", ...inProject),
  ]);
  expect(
    ends.map(({ code, errors }) => [code, errors.split("\n").find((line) => /ERROR/.test(line)) ?? errors]),
  ).toEqual([
    [1, expect.stringMatching(/authenticat/i)],
    [1, expect.stringContaining("cannot delete the default branch of a project")],
    [1, expect.stringContaining("Branch none not found")],
    [1, expect.stringContaining('branch already exists; branch_name:"main"')],
  ]);
});

describe("when the API fails", () => {
  const create = ["branches", "create", "--name", "once", "--project-id"];
  const errorOf = ({ code, errors }: { readonly code: number; readonly errors: string }) => [
    code,
    errors.includes("<html"),
  ];

  it("there is one branch after a lock and a lost answer, and none is made twice", async () => {
    faults.plan({
      method: "POST",
      path: "/projects/[^/]+/branches",
      fault: { kind: "status", status: 423, message: "locked" },
    });
    faults.plan({ method: "POST", path: "/projects/[^/]+/branches", fault: { kind: "lost" } });
    // neonctl waits and tries again after the lock; after the cut it must not, because nobody knows what was done.
    const lost = await neonctl.run(...create, projectId);
    await api.settle(projectId);
    const again = await neonctl.run(...create, projectId);
    expect([lost.code, again.code, faults.left, await names()]).toEqual([1, 1, 0, ["main", "once"]]);
    expect(again.errors).toContain('branch already exists; branch_name:"once"');
  });

  it("a refused or unreadable answer changes nothing and is said", async () => {
    const id = await idOf("once");
    const path = `/projects/[^/]+/branches/${id}`;
    const deletion = ["branches", "delete", id, "--project-id", projectId];
    faults.plan({ method: "DELETE", path, fault: { kind: "status", status: 503, retryAfter: "1" } });
    const unavailable = await neonctl.run(...deletion);
    faults.plan({ path, fault: { kind: "html" } });
    const page = await neonctl.run("branches", "get", id, "--project-id", projectId);
    expect([unavailable, page].map(errorOf)).toEqual([
      [1, false],
      [1, false],
    ]);
    expect([faults.left, await names()]).toEqual([0, ["main", "once"]]);
  });

  it("words that nobody knows are shown as they are, and a stuck operation as what it is", async () => {
    faults.plan({ path: "/projects/[^/]+/branches", fault: { kind: "unknownStates" } });
    faults.plan({ path: "/projects/[^/]+/operations", fault: { kind: "operations", as: "stuck" } });
    const [branches, operations] = await Promise.all([
      neonctl.read("branches", "list", "--project-id", projectId),
      neonctl.read("operations", "list", "--project-id", projectId),
    ]);
    expect([textAt(branches, 0, "current_state"), textAt(operations, 0, "status")]).toEqual(["hibernating", "running"]);
    await change("branches", "delete", "once");
    expect(await names()).toEqual(["main"]);
  });
});
