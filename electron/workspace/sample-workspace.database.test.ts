import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkspaceProgress } from "../../shared/ipc/topics.ts";
import {
  type EmbeddedControlPlane,
  openEmbeddedControlPlane,
} from "../control-planes/embedded/embedded-control-plane.ts";
import { acquireDataFolder } from "../storage/data-folder.ts";
import { sampleDatabases } from "./sample-project.ts";
import { SampleWorkspace } from "./sample-workspace.ts";

/** Small samples in the shipped layout, on a real embedded project. */
describe("the sample workspace", () => {
  let dataFolder: string;
  let samplesFolder: string;
  let lock: { release(): Promise<void> };
  let plane: EmbeddedControlPlane;
  const heard: WorkspaceProgress[] = [];
  const open = () =>
    new SampleWorkspace({
      plane,
      samplesFolder,
      workspaceFolder: join(dataFolder, "workspace"),
      announce: (progress) => heard.push(progress),
      changed: () => undefined,
    });
  const ended = (workspace: SampleWorkspace) =>
    expect.poll(() => workspace.progress().state, { timeout: 30_000 }).toMatch(/complete|failed/);

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), "steward-workspace-"));
    lock = await acquireDataFolder(dataFolder);
    samplesFolder = join(dataFolder, "samples");
    for (const { database } of sampleDatabases) {
      await mkdir(join(samplesFolder, database, "steps"), { recursive: true });
      await writeFile(join(samplesFolder, database, "steps", "1_a.sql"), "-- usable\nCREATE TABLE public.a (n int)");
    }
    await mkdir(join(samplesFolder, "contextground", "migrations"));
    await writeFile(join(samplesFolder, "contextground", "migrations", "0001_x.up.sql"), "SELECT 1;");
    await cp(join(import.meta.dirname, "../../samples/random.sql"), join(samplesFolder, "random.sql"));
    await writeFile(join(samplesFolder, "neonhub", "steps", "2_b.sql"), "SELECT nonsense");
    plane = await openEmbeddedControlPlane({ dataFolder, log: () => undefined });
  });
  afterAll(async () => {
    await plane.close();
    await lock.release();
    await rm(dataFolder, { recursive: true });
  });

  it("says why it failed, and completes on another try", async () => {
    const workspace = open();
    workspace.start();
    await ended(workspace);
    expect(workspace.progress()).toMatchObject({ state: "failed", error: expect.stringContaining("nonsense") });
    await writeFile(join(samplesFolder, "neonhub", "steps", "2_b.sql"), "SELECT 1");
    expect(workspace.retry().state).toBe("preparing");
    await ended(workspace);
    expect(workspace.progress()).toEqual({ state: "complete", step: "Ready", done: 4, total: 4, error: null });
    expect(workspace.connections().map(({ id, environment }) => [id, environment])).toEqual([
      ["sample-contextground", "production"],
      ["sample-memora", "staging"],
      ["sample-neonhub", "development"],
    ]);
    expect(heard.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["preparing", "usable", "failed", "complete"]),
    );
    await workspace.close();
  });

  it("is known at once at the next start, without waking its compute", async () => {
    await plane.suspendCompute("sample", "br-sample-main");
    const workspace = open();
    await workspace.load();
    expect([workspace.progress().state, workspace.connections().length]).toEqual(["complete", 3]);
    expect((await plane.listBranches("sample")).map(({ compute }) => compute)).toEqual(["suspended"]);
  });

  it("gives its migrations a place where they can be changed", async () => {
    const folder = await open().migrationsFolderOf("sample-contextground");
    expect(await readFile(join(folder ?? "", "0001_x.up.sql"), "utf8")).toBe("SELECT 1;");
    expect(await open().migrationsFolderOf("somebody-else")).toBeNull();
  });
});
