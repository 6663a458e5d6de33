// Consumption, snapshot schedules and masking against the stand-in; its sleeps pass at once.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { headCopy, type MaskingRule } from "../../../shared/branches/model.ts";
import type { SnapshotScheduleEntry } from "../../../shared/branches/upkeep-model.ts";
import { cancelledError } from "./api/clock.ts";
import { type NeonControlPlane, openNeonControlPlane } from "./neon-control-plane.ts";
import { PendingOperations } from "./operations/pending-operations.ts";
import { type FakeNeon, startFakeNeon } from "./testing/fake-neon.ts";
import { upkeepOf } from "./testing/fake-neon-state.ts";

const projectId = "neon:acc1:calm-river-12345678";
let cloud: FakeNeon;
let folder: string;
let plane: NeonControlPlane;

beforeEach(async () => {
  cloud = await startFakeNeon();
  folder = await mkdtemp(join(tmpdir(), "steward-neon-"));
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
    clock: {
      nowMs: () => Date.now(),
      random: () => 0.5,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (ms < 300_000) setImmediate(resolve);
          signal?.addEventListener("abort", () => reject(cancelledError()), { once: true });
        }),
    },
  });
});
afterEach(async () => {
  plane.close();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

const mainId = () => cloud.project.branches[0]?.id ?? "";
const lose = (on: RegExp) => cloud.faults.push({ on, times: 1, fault: "lostAfter" });
const rule = (column: string, text: string): MaskingRule => ({
  ...{ database: "shop", schema: "public", table: "person", column },
  mask: { kind: "value", text },
});

it("reads and replaces a snapshot schedule, also when the answer is lost", async () => {
  const schedule: SnapshotScheduleEntry[] = [
    { frequency: "daily", hour: 3, day: null, month: null, keepSeconds: 604_800 },
    { frequency: "yearly", hour: 0, day: 31, month: 12, keepSeconds: null },
  ];
  lose(/^PUT/);
  await plane.setSnapshotSchedule(projectId, mainId(), schedule);
  expect([await plane.readSnapshotSchedule(projectId, mainId()), cloud.changes().length]).toEqual([schedule, 1]);
  upkeepOf(cloud.project, mainId()).schedule = [{ frequency: "fortnightly" }, { frequency: "hourly" }];
  expect((await plane.readSnapshotSchedule(projectId, mainId())).map(({ frequency }) => frequency)).toEqual(["hourly"]);
});

it("masks an anonymised branch anew by other rules, and waits for that run and no earlier one", async () => {
  const request = { projectId, parentId: mainId(), name: "masked", timeToLiveSeconds: null, purpose: "work" } as const;
  const made = await plane.createBranch({
    ...{ ...request, ...headCopy },
    content: "anonymised",
    maskingRules: [rule("mail", "x")],
  });
  const first = await plane.readMasking(projectId, made.id);
  expect([first?.state, first?.maskedColumns, first?.rules]).toEqual(["masked", 1, [rule("mail", "x")]]);
  lose(/^PATCH/);
  const rules: MaskingRule[] = [
    rule("mail", "y"),
    { ...rule("name", ""), mask: { kind: "function", text: "anon.fake_name()" } },
  ];
  await plane.setMaskingRules(projectId, made.id, rules);
  lose(/anonymize$/);
  const second = await plane.maskBranch(projectId, made.id);
  expect([second.state, second.rules, cloud.changes().length]).toEqual(["masked", rules, 3]);
  upkeepOf(cloud.project, made.id).masking = { state: "levitating", status_message: "Wait" };
  expect(await plane.readMasking(projectId, made.id)).toMatchObject({ state: "masking", message: "Wait" });
  expect(await plane.readMasking(projectId, mainId())).toBeNull();
});

it("says that masking failed, and that the rows may not be masked", async () => {
  upkeepOf(cloud.project, mainId()).masking = { state: "initialized" };
  cloud.faults.push({
    on: /anonymized_status$/,
    times: 2,
    fault: { status: 200, body: { state: "error", status_message: "no such column" } },
  });
  await expect(plane.maskBranch(projectId, mainId())).rejects.toMatchObject({
    code: "refused",
    message: "Masking failed: no such column.",
    hint: expect.stringContaining("may not be masked"),
  });
});

it("puts a snapshot in a branch's place and names what was there, without doing either twice", async () => {
  const snapshot = await plane.createSnapshot(projectId, mainId(), "before", null);
  lose(/^POST .*restore$/);
  lose(/^PATCH/);
  const restored = await plane.restoreSnapshotOver(projectId, snapshot.id, mainId(), "kept");
  expect([restored.name, cloud.project.branches.map(({ name }) => name), cloud.changes().length]).toEqual([
    "main",
    ["kept", "main"],
    3,
  ]);
});

it("adds up what was consumed in frames that a billing period ended in, and tells why it is not told", async () => {
  const window = { from: "2026-11-01T00:00:00Z", to: "2026-11-03T00:00:00Z", granularity: "daily" } as const;
  await expect(plane.readConsumption(projectId, window)).rejects.toMatchObject({
    code: "refused",
    message: "Neon does not tell this account what its projects use.",
  });
  const frame = (day: string, value: number) => ({
    timeframe_start: `2026-11-0${day}T00:00:00Z`,
    timeframe_end: `2026-11-0${Number(day) + 1}T00:00:00Z`,
    metrics: [
      { metric_name: "compute_unit_seconds", value },
      { metric_name: "dreams", value: 1 },
    ],
  });
  const periods = [{ consumption: [frame("2", 5)] }, { consumption: [frame("1", 1), frame("2", 2)] }];
  cloud.project.consumption = {
    projects: [
      { project_id: cloud.project.id, periods },
      { project_id: "another", periods },
    ],
    branches: [
      { project_id: cloud.project.id, branch_id: mainId(), periods: [{ consumption: [frame("1", 3)] }] },
      { project_id: "another", branch_id: "br-x", periods },
    ],
  };
  const day = (number: number, computeUnitSeconds: number) => ({
    start: `2026-11-0${number}T00:00:00.000Z`,
    end: `2026-11-0${number + 1}T00:00:00.000Z`,
    metrics: { computeUnitSeconds },
  });
  expect(await plane.readConsumption(projectId, window)).toEqual({
    project: [day(1, 1), day(2, 7)],
    branches: [{ branchId: mainId(), frames: [day(1, 3)] }],
  });
  const asked = cloud.requests.filter((line) => line.includes("consumption"));
  expect(asked.map((line) => line.includes("snapshot_storage_bytes_month"))).toEqual([true, false, true, false]);
});
