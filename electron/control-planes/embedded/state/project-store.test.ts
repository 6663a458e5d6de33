import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { childrenFirst } from "../expiry.ts";
import { createLayout, type Layout } from "./layout.ts";
import { ProjectStore } from "./project-store.ts";
import { type BranchRecord, newBranchFacts, type ProjectRecord } from "./state-format.ts";

const branch = (id: string, parentId: string | null): BranchRecord => ({
  ...newBranchFacts,
  id,
  name: id,
  parentId,
  parentLsn: null,
  isDefault: parentId === null,
  isProtected: false,
  state: "ready",
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  purpose: "work",
  port: null,
  passwords: {},
});
const project = (branches: readonly BranchRecord[]): ProjectRecord => ({
  id: "p",
  name: "P",
  postgresMajor: 18,
  createdAt: "2026-01-01T00:00:00.000Z",
  roles: ["owner"],
  branches,
  snapshots: [],
});

describe("the list of projects", () => {
  let folder: string;
  let layout: Layout;
  let store: ProjectStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "steward-store-"));
    layout = createLayout(folder);
    await mkdir(layout.clustersFolder, { recursive: true });
    store = await ProjectStore.load(layout);
    await store.update(() => [project([branch("main", null)])]);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const onDisk = async () => (await ProjectStore.load(layout)).projects;

  it("is on disk what it is in memory, after many changes at once", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `b${index}`);
    await Promise.all(names.map((name) => store.updateBranches("p", (all) => [...all, branch(name, "main")])));
    expect(store.findProject("p").branches.map((one) => one.id)).toEqual(["main", ...names]);
    expect(await onDisk()).toEqual(store.projects);
  });

  it("stays as it was when a change is refused, and takes the next one", async () => {
    const refuse = () => {
      throw new AppError("refused", "No.");
    };
    await expect(store.update(refuse)).rejects.toMatchObject({ code: "refused" });
    expect([store.projects, await onDisk()]).toEqual([[project([branch("main", null)])], store.projects]);
    await store.updateBranch("p", "main", { port: 5 });
    expect([store.findBranch("p", "main").port, (await onDisk())[0]?.branches[0]?.port]).toEqual([5, 5]);
  });

  it("stays in memory what is on disk when it cannot be written", async () => {
    const text = await readFile(layout.stateFile, "utf8");
    await rm(layout.stateFile);
    await mkdir(layout.stateFile);
    await expect(store.updateBranch("p", "main", { port: 5 })).rejects.toMatchObject({ code: "fileSystem" });
    expect(store.findBranch("p", "main").port).toBeNull();
    await rm(layout.stateFile, { recursive: true });
    await writeFile(layout.stateFile, text);
    await store.updateBranch("p", "main", { port: 6 });
    expect((await onDisk())[0]?.branches[0]?.port).toBe(6);
  });

  it("is read in the first format, and written in the present one at the next change", async () => {
    const { branches, snapshots: _snapshots, ...rest } = project([]);
    const {
      parentTime: _1,
      content: _2,
      timeToLiveSeconds: _3,
      suspendAfterSeconds: _4,
      ...others
    } = branch("main", null);
    const {
      firstLsn: _5,
      writtenBytes: _6,
      databases: _7,
      lastActiveAt: _8,
      bases: _9,
      replacement: _10,
      ...main
    } = others;
    const first = JSON.stringify({ format: 1, projects: [{ ...rest, branches: [...branches, main] }] });
    await writeFile(layout.stateFile, first);
    const older = await ProjectStore.load(layout);
    expect([older.projects, await readFile(layout.stateFile, "utf8")]).toEqual([
      [project([branch("main", null)])],
      first,
    ]);
    await older.updateBranch("p", "main", { port: 7 });
    expect(JSON.parse(await readFile(layout.stateFile, "utf8")).format).toBe(2);
    expect((await onDisk())[0]?.branches[0]?.port).toBe(7);
    await writeFile(layout.stateFile, first.replace('"port":null', '"port":null,"surprise":1'));
    await expect(ProjectStore.load(layout)).rejects.toMatchObject({ code: "fileSystem" });
  });

  it("knows what does not exist", async () => {
    expect(() => store.findProject("q")).toThrow(expect.objectContaining({ code: "notFound" }));
    expect(() => store.findBranch("p", "x")).toThrow(expect.objectContaining({ code: "notFound" }));
    await store.updateBranch("p", "x", { port: 1 });
    expect(store.projects).toEqual([project([branch("main", null)])]);
  });
});

describe("the order of deletion", () => {
  it("has every child before its parent", () => {
    const branches = [
      branch("a", "main"),
      branch("main", null),
      branch("c", "b"),
      branch("b", "a"),
      branch("d", "main"),
    ];
    const order = childrenFirst(project(branches)).map((one) => one.id);
    expect(order).toEqual(["c", "b", "a", "d", "main"]);
  });
});
