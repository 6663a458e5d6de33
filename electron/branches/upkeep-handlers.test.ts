import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type NeonControlPlane, openNeonControlPlane } from "../control-planes/neon/neon-control-plane.ts";
import { PendingOperations } from "../control-planes/neon/operations/pending-operations.ts";
import { type FakeNeon, startFakeNeon } from "../control-planes/neon/testing/fake-neon.ts";
import { addBranch, upkeepOf } from "../control-planes/neon/testing/fake-neon-state.ts";
import { createUpkeepHandlers } from "./upkeep-handlers.ts";

const projectId = "neon:acc1:calm-river-12345678";
const context = { signal: new AbortController().signal, report: () => undefined, clientId: "window-1-1" };
let cloud: FakeNeon;
let folder: string;
let plane: NeonControlPlane;
let branchId: string;

beforeEach(async () => {
  cloud = await startFakeNeon();
  folder = await mkdtemp(join(tmpdir(), "steward-upkeep-"));
  const pending = new PendingOperations(join(folder, "neon-operations.json"));
  await pending.load();
  plane = openNeonControlPlane({
    accountId: "acc1",
    apiUrl: cloud.apiUrl,
    readKey: async () => cloud.apiKey,
    readDataPlane: async () => null,
    pending,
    projects: () => [],
    log: () => undefined,
  });
  branchId = addBranch(cloud.project, { name: "masked", current_state: "ready", init_source: "anonymized" }).id;
});
afterEach(async () => {
  plane.close();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

it("hands schedules and rules to the control plane and reads them back", async () => {
  const handlers = createUpkeepHandlers(() => plane);
  const schedule = [{ frequency: "daily", hour: 3, day: null, month: null, keepSeconds: 3600 }] as const;
  expect(await handlers["branches.setSnapshotSchedule"]({ projectId, branchId, schedule }, context)).toBeNull();
  expect(await handlers["branches.snapshotSchedule"]({ projectId, branchId }, context)).toEqual(schedule);
  upkeepOf(cloud.project, branchId).masking = { state: "initialized" };
  const mask = { kind: "value", text: "x" } as const;
  const rules = [{ database: "shop", schema: "public", table: "users", column: "email", mask }];
  expect(await handlers["branches.setMaskingRules"]({ projectId, branchId, rules }, context)).toBeNull();
  const masking = await handlers["branches.masking"]({ projectId, branchId }, context);
  expect([masking?.state, masking?.rules]).toEqual(["waiting", rules]);
});

it("overwrites nothing before the branch's name was typed", async () => {
  const handlers = createUpkeepHandlers(() => plane);
  const wrong = { projectId, branchId, confirmName: "Masked" };
  await expect(handlers["branches.mask"](wrong, context)).rejects.toMatchObject({ code: "refused" });
  const over = { ...wrong, snapshotId: "snap-1", preserveUnder: "old" };
  await expect(handlers["snapshots.restoreOver"](over, context)).rejects.toMatchObject({ code: "refused" });
  expect(cloud.changes()).toEqual([]);
});

it("says why a control plane cannot, in its own words, without asking it", async () => {
  const missing = { usage: "Nobody counts.", masking: "No masks." };
  const poor = { ...plane, capabilities: { ...plane.capabilities, missing } };
  const { readSnapshotSchedule: _absent, ...poorer } = poor;
  const handlers = createUpkeepHandlers(() => poorer);
  const window = { from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z", granularity: "daily" } as const;
  const asked = [
    handlers["branches.consumption"]({ projectId, window }, context),
    handlers["branches.masking"]({ projectId, branchId }, context),
    handlers["branches.snapshotSchedule"]({ projectId, branchId }, context),
  ];
  const said = await Promise.all(asked.map((one) => Promise.resolve(one).catch((error: Error) => error.message)));
  expect([said, cloud.requests]).toEqual([
    ["Nobody counts.", "No masks.", "The control plane of this project cannot do this."],
    [],
  ]);
});
