import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createLayout, type Layout } from "../state/layout.ts";
import { ProjectStore } from "../state/project-store.ts";
import { type BaseRecord, newBranchFacts } from "../state/state-format.ts";
import { type BasesOfPlane, dropBases } from "./base-backups.ts";

const segment = (number: number) => `00000001000000000000000${number}`;
const base = (id: string, firstLogFile: string): BaseRecord => ({
  id,
  takenAt: new Date().toISOString(),
  lsn: "0/1000",
  firstLogFile,
});

let folder: string;
let layout: Layout;
let store: ProjectStore;
let plane: BasesOfPlane;
const folders = () => readdir(layout.basesFolder("main"));
const known = () => store.findBranch("p", "main").bases.map(({ id }) => id);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-bases-"));
  layout = createLayout(folder);
  await mkdir(join(layout.clusterFolder("main"), "pg_wal"), { recursive: true });
  await writeFile(join(layout.clusterFolder("main"), "pg_wal", segment(2)), "");
  for (const id of ["usable", "without-log", "half", "busy"])
    await mkdir(join(layout.basesFolder("main"), id), { recursive: true });
  await mkdir(join(folder, "embedded"), { recursive: true });
  store = await ProjectStore.load(createLayout(join(folder, "state")));
  const branch = {
    ...newBranchFacts,
    id: "main",
    name: "main",
    parentId: null,
    parentLsn: null,
    isDefault: true,
    isProtected: false,
    state: "ready" as const,
    createdAt: "2026-01-01T00:00:00.000Z",
    expiresAt: null,
    purpose: "work" as const,
    port: null,
    passwords: {},
    bases: [base("without-log", segment(1)), base("usable", segment(2))],
  };
  const createdAt = "2026-01-01T00:00:00.000Z";
  await mkdir(join(folder, "state", "embedded"), { recursive: true });
  await store.update(() => [
    { id: "p", name: "P", postgresMajor: 18, createdAt, roles: ["owner"], branches: [branch], snapshots: [] },
  ]);
  const parts = { store, layout, limits: { historySeconds: 3600 }, changed: () => undefined };
  plane = { parts, busyBases: new Set([{ id: "busy" }]) };
});
afterEach(() => rm(folder, { recursive: true }));

it("forgets what nothing can be made from, and touches no copy that is in work", async () => {
  await dropBases(plane, "p", "main");
  expect([known(), await folders()]).toEqual([["usable"], ["busy", "usable"]]);
});

it("keeps a copy that is finished while it looks", async () => {
  const tidying = dropBases(plane, "p", "main");
  // As takeBase does: known first, then out of work.
  const made = store.updateBranches("p", (branches) =>
    branches.map((branch) => ({ ...branch, bases: [...branch.bases, base("busy", segment(2))] })),
  );
  await made.then(() => plane.busyBases.clear());
  await tidying;
  expect([known(), await folders()]).toEqual([
    ["usable", "busy"],
    ["busy", "usable"],
  ]);
});
