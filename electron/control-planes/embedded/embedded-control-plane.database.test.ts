import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ConnectParameters } from "../../postgres/session.ts";
import {
  createPlaneFolder,
  findServers,
  mainId,
  type PlaneFolder,
  projectId,
  projectRequest,
  runSql,
} from "../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "./embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const branchRequest = (name: string, parentId = mainId) => ({
  projectId,
  parentId,
  name,
  timeToLiveSeconds: null,
  ...headCopy,
  purpose: "work" as const,
});
const connect = (branchId: string, role?: string) => plane.connectParameters(projectId, branchId, "postgres", role);
const query = async (branchId: string, sql: string, role?: string) => await runSql(await connect(branchId, role), sql);
const admin = async (branchId: string, sql: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), sql);
/** Two sessions that move money between accounts: in every consistent state the sum is the same. */
function startTransfers(parameters: ConnectParameters): { count(): number; stop(): Promise<void> } {
  let isRunning = true;
  let count = 0;
  const transfer = (low: number) => `DO $$ DECLARE source int; target int; BEGIN FOR i IN 1..100 LOOP
      source := ${low} + floor(random() * 1000)::int; target := ${low} + 1000 + floor(random() * 1000)::int;
      UPDATE public.account SET balance = balance - 1 WHERE id = source;
      UPDATE public.account SET balance = balance + 1 WHERE id = target;
    END LOOP; END $$`;
  const write = async (low: number) => {
    for (; isRunning; count++) await runSql(parameters, transfer(low));
  };
  const writing = Promise.all([write(1), write(2501)]);
  return {
    count: () => count,
    stop: async () => {
      isRunning = false;
      await writing;
    },
  };
}
const find = async (branchId: string) => (await plane.listBranches(projectId)).find((one) => one.id === branchId);

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open();
  await plane.createProject({ ...projectRequest, settings: { work_mem: "5MB" } });
  await admin(mainId, "CREATE TABLE public.item (id int PRIMARY KEY, name text)");
  await admin(mainId, "GRANT ALL ON public.item TO app_owner");
  await admin(mainId, "INSERT INTO public.item SELECT n, 'item ' || n FROM generate_series(1, 1000) n");
});
afterAll(async () => {
  await plane.close();
  expect(findServers(folder.path)).toEqual([]);
  await folder.remove();
});

describe("a project", () => {
  it("has a running default branch, and roles with the owner first", async () => {
    expect([await plane.listProjects(), await plane.listRoles(projectId), await find(mainId)]).toEqual([
      [expect.objectContaining({ id: projectId, name: "Shop", postgresVersion: expect.stringMatching(/^18\.\d+$/) })],
      ["app_owner", "mara"],
      expect.objectContaining({
        id: mainId,
        projectId,
        name: "main",
        parentId: null,
        isDefault: true,
        state: "ready",
        compute: "active",
        computeError: null,
        expiresAt: null,
        sizeBytes: expect.any(Number),
      }),
    ]);
    await expect(plane.createProject(projectRequest)).rejects.toMatchObject({ code: "conflict" });
    await expect(plane.listBranches("none")).rejects.toMatchObject({ code: "notFound" });
  });

  it("refuses ids and roles that would harm", async () => {
    const bad = [{ id: "../up" }, { id: "" }, { roles: [] }, { roles: ["steward_admin"] }, { roles: ["a", "a"] }];
    for (const change of bad)
      await expect(plane.createProject({ ...projectRequest, id: "other", ...change })).rejects.toMatchObject({
        code: "invalidInput",
      });
    expect(await folder.clusters()).toEqual([mainId]);
  });

  it("has an owner that is no superuser but may watch, and members", async () => {
    const rows = await query(
      mainId,
      `SELECT rolname, rolsuper, rolcanlogin, pg_has_role(rolname, 'app_owner', 'MEMBER'),
        pg_has_role(rolname, 'pg_monitor', 'MEMBER'), pg_has_role(rolname, 'pg_signal_backend', 'MEMBER')
       FROM pg_roles WHERE rolname IN ('app_owner', 'mara') ORDER BY 1`,
    );
    expect(rows).toEqual([
      ["app_owner", "f", "t", "t", "t", "t"],
      ["mara", "f", "t", "t", "t", "t"],
    ]);
    expect(await query(mainId, "SELECT current_user", "mara")).toEqual([["mara"]]);
    await expect(connect(mainId, "nobody")).rejects.toMatchObject({ code: "notFound" });
  });

  it("listens on loopback only, asks for a password, and has the settings", async () => {
    const names = ["listen_addresses", "unix_socket_directories", "shared_preload_libraries", "work_mem"];
    const rows = await Promise.all(names.map((name) => admin(mainId, `SHOW ${name}`)));
    expect(rows.flat(2)).toEqual(["127.0.0.1", "", "pg_stat_statements", "5MB"]);
    const parameters = await connect(mainId);
    await expect(runSql({ ...parameters, password: "wrong" }, "SELECT 1")).rejects.toMatchObject({
      code: "authenticationFailed",
    });
    const rules = await admin(mainId, "SELECT type, address, auth_method FROM pg_hba_file_rules");
    expect(rules).toEqual([["host", "127.0.0.1", "scram-sha-256"]]);
  });

  it("keeps its passwords in one file for this user alone, and out of the log and the statistics", async () => {
    const file = join(folder.path, "embedded", "projects.json");
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder.path, "embedded", "clusters", mainId))).mode & 0o777).toBe(0o700);
    const { password } = await connect(mainId);
    expect(await readFile(file, "utf8")).toContain(password);
    const log = await readFile(join(folder.path, "embedded", "clusters", mainId, "server.log"), "utf8");
    expect(log).not.toContain(password);
    expect(JSON.stringify(await plane.listBranches(projectId))).not.toContain(password);
  });
});

describe("a branch", () => {
  it("has the parent's data, lives on its own, and goes away with its files", async () => {
    const steps: Progress[] = [];
    const branch = await plane.createBranch(branchRequest("work"), { report: (progress) => steps.push(progress) });
    expect(branch).toMatchObject({
      name: "work",
      parentId: mainId,
      state: "ready",
      compute: "active",
      isDefault: false,
    });
    expect(branch.parentLsn).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/);
    expect(branch.sizeBytes).toBeGreaterThan(10_000_000);
    const copied = steps.filter((progress) => progress.step === "Copying data").at(-1);
    expect([copied?.unit, copied?.done === copied?.total, (copied?.total ?? 0) > 10_000_000]).toEqual([
      "bytes",
      true,
      true,
    ]);

    await query(branch.id, "DELETE FROM public.item WHERE id > 10");
    await query(mainId, "INSERT INTO public.item VALUES (5000, 'later')");
    expect([
      await query(branch.id, "SELECT count(*) FROM public.item"),
      await query(mainId, "SELECT count(*) FROM public.item"),
    ]).toEqual([[["10"]], [["1001"]]]);

    const [own, parent] = await Promise.all([connect(branch.id), connect(mainId)]);
    expect([own.port === parent.port, own.password === parent.password]).toEqual([false, false]);
    for (const mixed of [
      { ...own, password: parent.password ?? "" },
      { ...parent, password: own.password ?? "" },
    ])
      await expect(runSql(mixed, "SELECT 1")).rejects.toMatchObject({ code: "authenticationFailed" });

    await plane.deleteBranch(projectId, branch.id);
    expect([await find(branch.id), await folder.clusters()]).toEqual([undefined, [mainId]]);
    expect(findServers(join(folder.path, "embedded", "clusters", branch.id))).toEqual([]);
    await query(mainId, "DELETE FROM public.item WHERE id = 5000");
  });

  it("is consistent although the parent is written to while it is copied", async () => {
    await admin(mainId, "CREATE TABLE public.account (id int PRIMARY KEY, balance int NOT NULL, filler text)");
    await admin(mainId, "INSERT INTO public.account SELECT n, 100, repeat('x', 200) FROM generate_series(1, 5000) n");
    await admin(mainId, "CREATE INDEX account_balance ON public.account (balance)");
    const writers = startTransfers(await plane.adminParameters(projectId, mainId, "postgres"));
    await expect.poll(() => writers.count(), { timeout: 20_000 }).toBeGreaterThan(2);
    const before = writers.count();
    const branches = [
      await plane.createBranch(branchRequest("hot 1")),
      await plane.createBranch(branchRequest("hot 2")),
    ];
    const during = writers.count() - before;
    await writers.stop();
    expect(during).toBeGreaterThan(3);
    for (const branch of branches) {
      const check = `SELECT sum(balance), count(*) FROM public.account`;
      expect(await admin(branch.id, check)).toEqual([["500000", "5000"]]);
      await admin(branch.id, "CREATE EXTENSION IF NOT EXISTS amcheck");
      await admin(branch.id, "SELECT bt_index_check('public.account_balance'::regclass, true)");
      expect(await admin(branch.id, "SELECT count(*) FROM verify_heapam('public.account')")).toEqual([["0"]]);
      await plane.deleteBranch(projectId, branch.id);
    }
  });

  it("can be made of a branch, and of a suspended one, which is suspended again", async () => {
    const child = await plane.createBranch(branchRequest("child"));
    await query(child.id, "UPDATE public.item SET name = 'changed' WHERE id = 1");
    await plane.suspendCompute(projectId, child.id);
    const grandchild = await plane.createBranch(branchRequest("grandchild", child.id));
    expect(await query(grandchild.id, "SELECT name FROM public.item WHERE id = 1")).toEqual([["changed"]]);
    expect((await find(child.id))?.compute).toBe("suspended");
    await expect(plane.deleteBranch(projectId, child.id)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("grandchild"),
    });
    await plane.deleteBranch(projectId, grandchild.id);
    await plane.deleteBranch(projectId, child.id);
  });

  it("is refused where it may not be, and nothing is left", async () => {
    await expect(plane.createBranch(branchRequest("main"))).rejects.toMatchObject({ code: "conflict" });
    await expect(plane.createBranch(branchRequest("x", "br-none"))).rejects.toMatchObject({ code: "notFound" });
    await expect(plane.createBranch({ ...branchRequest("x"), projectId: "none" })).rejects.toMatchObject({
      code: "notFound",
    });
    await expect(plane.deleteBranch(projectId, mainId)).rejects.toMatchObject({ code: "refused" });
    await expect(plane.deleteBranch(projectId, "br-none")).rejects.toMatchObject({ code: "notFound" });
    const both = await Promise.allSettled([
      plane.createBranch(branchRequest("twin")),
      plane.createBranch(branchRequest("twin")),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const twin = (await plane.listBranches(projectId)).find((one) => one.name === "twin");
    await plane.deleteBranch(projectId, twin?.id ?? "");
    expect([(await plane.listBranches(projectId)).length, await folder.clusters()]).toEqual([1, [mainId]]);
  });

  it("that is cancelled at any step leaves nothing behind", async () => {
    const seen: string[] = [];
    for (const step of ["Preparing", "Copying data", "Copying the write-ahead log", "Starting Postgres"]) {
      const controller = new AbortController();
      const report = (progress: Progress) => {
        seen.push(progress.step);
        if (progress.step === step) controller.abort();
      };
      const made = plane.createBranch(branchRequest(`cancelled ${step}`), { signal: controller.signal, report });
      await expect(made, step).rejects.toMatchObject({ code: "cancelled" });
      expect([step, (await plane.listBranches(projectId)).length, await folder.clusters()]).toEqual([
        step,
        1,
        [mainId],
      ]);
    }
    await expect(plane.createBranch(branchRequest("never"), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(seen).toContain("Starting Postgres");
    expect(findServers(folder.path)).toHaveLength(1);
    const slots =
      "SELECT (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_stat_activity WHERE application_name = 'Steward branch')";
    expect(await admin(mainId, slots)).toEqual([["0", "0"]]);
  });

  it("protects its parent from being suspended or deleted meanwhile", async () => {
    const answers: unknown[] = [];
    const made = plane.createBranch(branchRequest("protecting"), {
      report: (progress) => {
        if (progress.step !== "Copying data" || answers.length > 0) return;
        answers.push(plane.suspendCompute(projectId, mainId).catch((error: { code: string }) => error.code));
      },
    });
    const branch = await made;
    expect(await Promise.all(answers)).toEqual(["conflict"]);
    await plane.deleteBranch(projectId, branch.id);
  });
});

describe("a compute", () => {
  it("is started once for all who ask at the same time, and keeps its port", async () => {
    const before = await connect(mainId);
    expect((await plane.suspendCompute(projectId, mainId)).compute).toBe("suspended");
    expect(findServers(folder.path)).toEqual([]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => connect(mainId)));
    expect(answers).toEqual(Array.from({ length: 10 }, () => before));
    expect(findServers(folder.path)).toHaveLength(1);
    expect((await plane.startCompute(projectId, mainId)).compute).toBe("active");
  });

  it("can be started and stopped in any order without confusion", async () => {
    const calls = Array.from({ length: 12 }, (_, index) =>
      index % 3 === 1 ? plane.suspendCompute(projectId, mainId) : plane.startCompute(projectId, mainId),
    );
    await Promise.all(calls);
    expect([await query(mainId, "SELECT 1"), findServers(folder.path).length]).toEqual([[["1"]], 1]);
  });

  it("that dies is shown as failed, with the reason, and starts again when needed", async () => {
    const [pid] = findServers(folder.path);
    process.kill(pid ?? 0, "SIGKILL");
    await expect.poll(async () => (await find(mainId))?.compute).toBe("failed");
    expect((await find(mainId))?.computeError).toContain("server.log");
    expect(await query(mainId, "SELECT count(*) FROM public.item")).toEqual([["1000"]]);
    expect(await find(mainId)).toMatchObject({ compute: "active", computeError: null });
  });

  it("tells of every change", async () => {
    const heard: string[] = [];
    const stopListening = plane.onChange((id) => heard.push(id));
    await plane.suspendCompute(projectId, mainId);
    const count = heard.length;
    stopListening();
    await plane.startCompute(projectId, mainId);
    expect([count >= 2, heard.length === count, heard[0]]).toEqual([true, true, projectId]);
  });

  it("may be waited for no longer than the caller wants", async () => {
    await plane.suspendCompute(projectId, mainId);
    const controller = new AbortController();
    const waiting = plane.connectParameters(projectId, mainId, "postgres", undefined, { signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    expect(await query(mainId, "SELECT 1")).toEqual([["1"]]);
  });
});
