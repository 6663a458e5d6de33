import { readdir, truncate } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BranchPoint, headCopy } from "../../../../shared/branches/model.ts";
import {
  createPlaneFolder,
  hastyProjectRequest,
  mainId,
  type PlaneFolder,
  projectId,
  runSql,
} from "../../../testing/plane-folder.ts";
import type { EmbeddedControlPlane } from "../embedded-control-plane.ts";

let folder: PlaneFolder;
let plane: EmbeddedControlPlane;
const limits = { tendEveryMs: 600_000, historyMegabytes: 64 };
const sql = async (branchId: string, text: string) =>
  await runSql(await plane.adminParameters(projectId, branchId, "postgres"), text);
const at = async (point: BranchPoint, name: string, parentId = mainId) =>
  await plane.createBranch({ projectId, parentId, name, timeToLiveSeconds: null, ...headCopy, point, purpose: "work" });
const now = async () =>
  (await sql(mainId, "SELECT to_json(clock_timestamp() AT TIME ZONE 'UTC') #>> '{}' || 'Z'"))[0]?.[0] ?? "";
const lsn = async () => (await sql(mainId, "SELECT pg_current_wal_lsn()"))[0]?.[0] ?? "";
const items = "SELECT string_agg(name, ',' ORDER BY id) FROM public.item";
const cluster = (branchId: string) => join(folder.path, "embedded", "clusters", branchId, "data");
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

beforeAll(async () => {
  folder = await createPlaneFolder();
  plane = await folder.open(limits);
  await plane.createProject(hastyProjectRequest);
  await sql(mainId, "CREATE TABLE public.item (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, name text)");
  await sql(mainId, "INSERT INTO public.item (name) VALUES ('before')");
});
afterAll(async () => {
  await plane.close();
  await folder.remove();
});

describe("the past of a branch", () => {
  it("is refused with the reason before any is kept, and outside of what is", async () => {
    const early = await now();
    await expect(at({ kind: "time", at: early }, "none")).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("no history"),
    });
    await plane.keepHistory(projectId, mainId);
    const [main] = await plane.listBranches(projectId);
    expect(Date.parse(main?.historyStart ?? "")).toBeGreaterThan(Date.parse(early));
    for (const point of [
      { kind: "time", at: early },
      { kind: "lsn", lsn: "0/1000" },
    ] as const)
      await expect(at(point, "early")).rejects.toMatchObject({
        code: "refused",
        message: expect.stringContaining(main?.historyStart ?? "?"),
      });
    const later = new Date(Date.now() + 60_000).toISOString();
    await expect(at({ kind: "time", at: later }, "late")).rejects.toMatchObject({ code: "refused" });
    await expect(at({ kind: "lsn", lsn: "FF/0" }, "late")).rejects.toMatchObject({ code: "refused" });
    await expect(at({ kind: "time", at: "yesterday" }, "odd")).rejects.toMatchObject({ code: "invalidInput" });
    expect(await folder.clusters()).toEqual([mainId]);
  });

  it("has exactly the rows of then, by time and by position, while the branch goes on", async () => {
    const points: { point: BranchPoint; rows: string }[] = [];
    let rows = "before";
    for (const name of ["a"]) {
      await pause();
      points.push(
        { point: { kind: "time", at: await now() }, rows },
        { point: { kind: "lsn", lsn: await lsn() }, rows },
      );
      await sql(mainId, `INSERT INTO public.item (name) VALUES ('${name}')`);
      rows = `${rows},${name}`;
    }
    await pause();
    // Later than the last commit: nothing in the log is beyond it until something is written.
    points.push({ point: { kind: "time", at: await now() }, rows }, { point: { kind: "lsn", lsn: await lsn() }, rows });
    for (const [index, { point, rows: expected }] of points.entries()) {
      const branch = await at(point, `past ${index}`);
      expect([index, await sql(branch.id, items)]).toEqual([index, [[expected]]]);
      expect(branch).toMatchObject({
        parentTime: point.kind === "time" ? point.at : null,
        parentLsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
        historyStart: null,
      });
      if (point.kind === "lsn") expect(branch.parentLsn).toBe(point.lsn);
      if (index === 0) {
        // It is a branch like any other: its own password, written to, suspended and started.
        await sql(branch.id, "INSERT INTO public.item (name) VALUES ('own')");
        await plane.suspendCompute(projectId, branch.id);
        expect(await sql(branch.id, items)).toEqual([["before,own"]]);
        expect(await readdir(cluster(branch.id))).not.toContain("recovery.signal");
        expect(await sql(branch.id, "SHOW wal_keep_size")).toEqual([["0"]]);
      }
      await plane.deleteBranch(projectId, branch.id);
    }
    expect(await sql(mainId, items)).toEqual([["before,a"]]);
  });

  it("can be read while another copy of it is made", async () => {
    const bases = join(folder.path, "embedded", "clusters", mainId, "bases");
    const before = (await readdir(bases)).length;
    const point = { kind: "time", at: await now() } as const;
    const keeping = plane.keepHistory(projectId, mainId);
    while ((await readdir(bases)).length === before) await pause();
    const [branch] = await Promise.all([at(point, "meanwhile"), keeping]);
    const later = await at({ kind: "time", at: await now() }, "from the new copy");
    for (const { id } of [branch, later]) {
      expect(await sql(id, items)).toEqual([["before,a"]]);
      await plane.deleteBranch(projectId, id);
    }
  });

  it("goes on over restarts of the compute and of the app, and is that of a branch, too", async () => {
    await plane.suspendCompute(projectId, mainId);
    const point = { kind: "time", at: await now() } as const;
    await sql(mainId, "INSERT INTO public.item (name) VALUES ('c')");
    await plane.close();
    plane = await folder.open(limits);
    const branch = await at(point, "over restarts");
    expect(await sql(branch.id, items)).toEqual([["before,a"]]);
    expect((await plane.listBranches(projectId)).find((one) => one.id === mainId)?.compute).toBe("suspended");
    await plane.keepHistory(projectId, branch.id);
    await sql(branch.id, "INSERT INTO public.item (name) VALUES ('e')");
    const [[then]] = (await sql(branch.id, "SELECT pg_current_wal_lsn()")) as [[string]];
    await sql(branch.id, "DELETE FROM public.item");
    const below = await at({ kind: "lsn", lsn: then }, "below", branch.id);
    expect(await sql(below.id, items)).toEqual([["before,a,e"]]);
    await plane.deleteBranch(projectId, below.id);
    await plane.deleteBranch(projectId, branch.id);
  });

  it("that is damaged is said, and never gives other rows", async () => {
    const damaged = await at({ kind: "head" }, "damaged");
    await plane.keepHistory(projectId, damaged.id);
    const insert = "INSERT INTO public.item (name) SELECT repeat('x', 1000) FROM generate_series(1, 20000)";
    await sql(damaged.id, insert);
    const [[segment]] = (await sql(damaged.id, "SELECT pg_walfile_name(pg_current_wal_lsn())")) as [[string]];
    await sql(damaged.id, insert);
    await sql(damaged.id, "DELETE FROM public.item");
    const [[then]] = (await sql(damaged.id, "SELECT pg_current_wal_lsn()")) as [[string]];
    // Of one segment in the middle of what must be replayed only a part is there.
    await truncate(join(cluster(damaged.id), "pg_wal", segment), 8192);
    await expect(at({ kind: "lsn", lsn: then }, "wrong", damaged.id)).rejects.toMatchObject({
      code: "computeUnavailable",
    });
    expect((await plane.listBranches(projectId)).map(({ name }) => name)).toEqual(["main", "damaged"]);
    await plane.deleteBranch(projectId, damaged.id);
  });

  it("is forgotten when more was written than is kept, and then begins anew", async () => {
    const [before] = await plane.listBranches(projectId);
    await sql(mainId, "CREATE TABLE public.bulk AS SELECT repeat('x', 1000) FROM generate_series(1, 120000)");
    await sql(mainId, "CHECKPOINT");
    await sql(mainId, "SELECT pg_switch_wal()");
    await sql(mainId, "CHECKPOINT");
    await expect(at({ kind: "time", at: before?.historyStart ?? "" }, "gone")).rejects.toMatchObject({
      code: "refused",
    });
    expect((await plane.listBranches(projectId))[0]?.historyStart).toBeNull();
    await plane.keepHistory(projectId, mainId);
    const branch = await at({ kind: "time", at: await now() }, "anew");
    expect(await sql(branch.id, "SELECT count(*) FROM public.bulk")).toEqual([["120000"]]);
    await plane.deleteBranch(projectId, branch.id);
  });
});

it("the history of a default branch, and of a parent, is kept by itself", async () => {
  await plane.close();
  plane = await folder.open({ tendEveryMs: 50, historyDelayMs: 100 });
  await plane.startCompute(projectId, mainId);
  const parent = await at({ kind: "head" }, "parent");
  const child = await at({ kind: "head" }, "child", parent.id);
  const starts = async () =>
    (await plane.listBranches(projectId)).map(({ name, historyStart }) => [name, historyStart !== null]);
  const expected = [
    ["main", true],
    ["parent", true],
    ["child", false],
  ];
  await expect.poll(starts, { timeout: 30_000, interval: 200 }).toEqual(expected);
  for (const { id } of [child, parent]) await plane.deleteBranch(projectId, id);
  expect(await folder.clusters()).toEqual([mainId]);
});
