import { execFileSync } from "node:child_process";
import { statfsSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { headCopy } from "../../../shared/branches/model.ts";
import { openSession } from "../../postgres/connect.ts";
import {
  createPlaneFolder,
  findServers,
  mainId,
  type PlaneFolder,
  projectId,
  projectRequest,
  runSql,
} from "../../testing/plane-folder.ts";
import { type EmbeddedControlPlane, openEmbeddedControlPlane } from "./embedded-control-plane.ts";

const isRoot = process.getuid?.() === 0;
const request = (name: string, timeToLiveSeconds: number | null = null, parentId = mainId) => ({
  projectId,
  parentId,
  name,
  timeToLiveSeconds,
  ...headCopy,
  purpose: "work" as const,
});
const query = async (plane: EmbeddedControlPlane, branchId: string, sql: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), sql);

describe("a data folder that is opened again", () => {
  let folder: PlaneFolder;
  let plane: EmbeddedControlPlane;
  const stateFile = () => join(folder.path, "embedded", "projects.json");
  const cluster = () => join(folder.path, "embedded", "clusters", mainId, "data");
  const names = async () => (await plane.listBranches(projectId)).map((branch) => branch.name);
  const reopen = async (change: () => Promise<unknown>, limits = {}) => {
    await plane.close();
    await change();
    plane = await folder.open(limits);
  };
  const nothing = async () => undefined;
  beforeAll(async () => {
    folder = await createPlaneFolder();
    plane = await folder.open();
    await plane.createProject(projectRequest);
    await query(plane, mainId, "CREATE TABLE public.kept AS SELECT generate_series(1, 10) AS n");
  });
  afterEach(async () => {
    await plane.close();
    plane = await folder.open();
  });
  afterAll(async () => {
    await plane.close();
    await folder.remove();
  });
  const expectKept = async () =>
    expect(await query(plane, mainId, "SELECT count(*) FROM public.kept")).toEqual([["10"]]);

  it("has its projects and data, and starts no server before it is asked", async () => {
    const before = await plane.connectParameters(projectId, mainId, "postgres");
    await reopen(nothing);
    expect([findServers(folder.path), (await plane.listBranches(projectId))[0]]).toEqual([
      [],
      expect.objectContaining({ name: "main", compute: "suspended", sizeBytes: expect.any(Number) }),
    ]);
    expect(await plane.connectParameters(projectId, mainId, "postgres")).toEqual(before);
    await expectKept();
  });

  it("that another program's port fell on takes another port, and says so", async () => {
    const { port } = await plane.connectParameters(projectId, mainId, "postgres");
    await plane.suspendCompute(projectId, mainId);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    const moved = await plane.connectParameters(projectId, mainId, "postgres");
    await expectKept();
    expect([moved.port === port, folder.logLines.at(-1)]).toEqual([false, expect.stringContaining(`Port ${port}`)]);
    await reopen(nothing);
    expect((await plane.connectParameters(projectId, mainId, "postgres")).port).toBe(moved.port);
    await new Promise((resolve) => other.close(resolve));
  });

  it("with permissions that are too wide has them put right", async () => {
    await reopen(() => chmod(cluster(), 0o777));
    await expectKept();
    expect((await stat(cluster())).mode & 0o777).toBe(0o700);
  });

  it("of a project from another Postgres is shown, refused and never touched", async () => {
    const text = await readFile(stateFile(), "utf8");
    const mark = (major: number) => writeFile(join(cluster(), "PG_VERSION"), `${major}\n`);
    await reopen(async () => {
      await writeFile(stateFile(), text.replace('"postgresMajor": 18', '"postgresMajor": 17'));
      await mark(17);
    });
    const files = await readdir(cluster());
    const [main] = await plane.listBranches(projectId);
    expect(main).toMatchObject({ compute: "failed", computeError: expect.stringContaining("Postgres 17") });
    for (const refused of [
      plane.connectParameters(projectId, mainId, "postgres"),
      plane.startCompute(projectId, mainId),
      plane.createBranch(request("no")),
    ])
      await expect(refused).rejects.toMatchObject({ code: "unsupported" });
    expect(await readdir(cluster())).toEqual(files);
    await reopen(() => writeFile(stateFile(), text));
    await expect(plane.startCompute(projectId, mainId)).rejects.toMatchObject({ code: "unsupported" });
    await mark(18);
    await expectKept();
  });

  it("that a later Steward wrote, that is damaged or lost its list, is refused and left as it is", async () => {
    await plane.close();
    const text = await readFile(stateFile(), "utf8");
    for (const [changed, code] of [
      [text.replace('"format": 2', '"format": 3'), "unsupported"],
      [text.slice(0, -40), "fileSystem"],
      ["", "fileSystem"],
    ] as const) {
      await writeFile(stateFile(), changed);
      await expect(folder.open(), code).rejects.toMatchObject({ code });
      expect(await readFile(stateFile(), "utf8")).toBe(changed);
    }
    await rm(stateFile());
    await expect(folder.open()).rejects.toMatchObject({
      code: "fileSystem",
      message: expect.stringContaining("missing"),
    });
    await writeFile(stateFile(), text);
    expect(await folder.clusters()).toEqual([mainId]);
  });

  it("has the form of the second version, and reads that of the first, which every later version must", async () => {
    const { port } = await plane.connectParameters(projectId, mainId, "postgres");
    await plane.suspendCompute(projectId, mainId);
    const text = await readFile(stateFile(), "utf8");
    const first = {
      id: "br-shop-main",
      name: "main",
      parentId: null,
      parentLsn: null,
      isDefault: true,
      isProtected: false,
      state: "ready",
      createdAt: expect.any(String),
      expiresAt: null,
      purpose: "work",
      port,
      passwords: { steward_admin: expect.any(String), app_owner: expect.any(String), mara: expect.any(String) },
    };
    const second = {
      parentTime: null,
      content: "data",
      timeToLiveSeconds: null,
      suspendAfterSeconds: null,
      firstLsn: expect.any(String),
      writtenBytes: expect.any(Number),
      databases: [],
      lastActiveAt: expect.any(String),
      bases: [],
      replacement: null,
    };
    const project = { id: "shop", name: "Shop", postgresMajor: 18, createdAt: expect.any(String) };
    const roles = ["app_owner", "mara"];
    const found = JSON.parse(text);
    expect(found).toEqual({
      format: 2,
      projects: [{ ...project, roles, branches: [{ ...first, ...second }], snapshots: [] }],
    });
    const [kept] = found.projects;
    const main = Object.fromEntries(Object.keys(first).map((key) => [key, kept.branches[0][key]]));
    const { snapshots: _snapshots, ...keptProject } = kept;
    const older = JSON.stringify({ format: 1, projects: [{ ...keptProject, branches: [main] }] });
    await reopen(() => writeFile(stateFile(), older));
    await expectKept();
    expect(await plane.listBranches(projectId)).toMatchObject([{ name: "main", content: "data", historyStart: null }]);
  });

  /** Sets when branches expire, as if they had been made long ago. */
  const setExpiry = async (times: Readonly<Record<string, number>>) => {
    const state = JSON.parse(await readFile(stateFile(), "utf8"));
    for (const branch of state.projects[0].branches)
      if (branch.name in times) branch.expiresAt = new Date(times[branch.name] ?? 0).toISOString();
    await writeFile(stateFile(), JSON.stringify(state));
  };

  it("loses branches whose time is over, while open and at the next start, but no branch with children", async () => {
    const parent = await plane.createBranch(request("parent", 3600));
    const child = await plane.createBranch(request("child", null, parent.id));
    await plane.createBranch(request("old", 3600));
    expect(Date.parse(parent.expiresAt ?? "") - Date.parse(parent.createdAt)).toBe(3_600_000);
    await reopen(() => setExpiry({ parent: Date.now() - 1, old: Date.now() - 1 }));
    expect(await names()).toEqual(["main", "parent", "child"]);
    await reopen(() => setExpiry({ parent: Date.now() + 1_000_000, child: Date.now() + 1_500 }));
    await expect.poll(names, { timeout: 20_000 }).toEqual(["main", "parent"]);
    expect(await folder.clusters()).toEqual([parent.id, mainId].sort());
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(child.createdAt) + 1_500);
    await reopen(() => setExpiry({ parent: Date.now() - 1 }));
    expect([await names(), await folder.clusters()]).toEqual([["main"], [mainId]]);
  });

  it("keeps to its limits", async () => {
    await reopen(nothing, { maxBranches: 2, maxRunning: 1 });
    const refused = { code: "refused", details: { hint: expect.any(String) } };
    const busy = await openSession(await plane.adminParameters(projectId, mainId, "postgres"), { purpose: "test" });
    await busy.execute("BEGIN");
    await expect(plane.createBranch(request("second"))).rejects.toMatchObject(refused);
    await busy.close();
    expect(await names()).toEqual(["main"]);
    const branch = await plane.createBranch(request("second"));
    // The parent, which nobody used any more, has made room.
    expect((await plane.listBranches(projectId)).map(({ compute }) => compute)).toEqual(["suspended", "active"]);
    await expectKept();
    expect((await plane.listBranches(projectId)).map(({ compute }) => compute)).toEqual(["active", "suspended"]);
    await expect(plane.createBranch(request("third"))).rejects.toMatchObject(refused);
    await plane.deleteBranch(projectId, branch.id);
  });

  it("that is closed cancels what is being made, and takes no more orders", async () => {
    let closing: Promise<void> | undefined;
    const made = plane.createBranch(request("late"), {
      report: () => {
        closing ??= plane.close();
      },
    });
    await expect(made).rejects.toMatchObject({ code: "cancelled" });
    await closing;
    expect([findServers(folder.path), await folder.clusters()]).toEqual([[], [mainId]]);
    for (const late of [plane.startCompute(projectId, mainId), plane.createBranch(request("later"))])
      await expect(late).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe.skipIf(!isRoot)("a data folder that the server's user id cannot reach (needs root)", () => {
  it("is refused with the folder that is in the way", async () => {
    const closed = await mkdtemp(join(tmpdir(), "steward-closed-"));
    const dataFolder = join(closed, "data");
    const opened = openEmbeddedControlPlane({ dataFolder, log: () => undefined });
    await expect(opened).rejects.toMatchObject({
      code: "fileSystem",
      message: expect.stringContaining(closed),
      details: { hint: expect.stringContaining("chmod") },
    });
    await rm(closed, { recursive: true });
  });
});

describe.skipIf(!isRoot || process.platform !== "linux")(
  "a full disk (needs root on Linux to mount a small one)",
  () => {
    let folder: PlaneFolder;
    let plane: EmbeddedControlPlane;
    const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024);
    beforeEach(async () => {
      folder = await createPlaneFolder();
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=460m", "steward-test", folder.path]);
      plane = await folder.open();
      await plane.createProject(projectRequest);
      await query(
        plane,
        mainId,
        "CREATE TABLE public.big AS SELECT n, repeat('x', 500) FROM generate_series(1, 60000) n",
      );
    });
    afterEach(async () => {
      await plane.close();
      execFileSync("umount", [folder.path]);
      await folder.remove();
    });
    const expectUnharmed = async () => {
      expect((await plane.listBranches(projectId)).map((branch) => branch.name)).toEqual(["main"]);
      expect(await folder.clusters()).toEqual([mainId]);
      expect(await query(plane, mainId, "SELECT count(*) FROM public.big")).toEqual([["60000"]]);
    };

    it("is seen before a branch is begun, with what is needed and what there is", async () => {
      await writeFile(join(folder.path, "filler"), megabytes(100));
      await expect(plane.createBranch(request("too big"))).rejects.toMatchObject({
        code: "diskFull",
        message: expect.stringMatching(/needs \d+ MB.* has \d+ MB left/),
      });
      await expectUnharmed();
    });

    it("in the middle of the copy ends it, and nothing is left of the branch", async () => {
      const filler = join(folder.path, "filler");
      let isFilled = false;
      const fill = () => {
        isFilled = true;
        const { bavail, bsize } = statfsSync(folder.path);
        execFileSync("fallocate", ["-l", String((bavail - 500) * bsize), filler]);
      };
      const made = plane.createBranch(request("too big"), {
        report: ({ step }) => {
          if (step === "Copying data" && !isFilled) fill();
        },
      });
      await expect(made).rejects.toMatchObject({ code: "diskFull" });
      expect(isFilled).toBe(true);
      await rm(filler);
      await expectUnharmed();
    });
  },
);
