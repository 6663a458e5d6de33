// The adapter against a stand-in for Neon's cloud over real HTTP; its sleeps pass at once.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Branch, headCopy } from "../../../shared/branches/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { BranchRequest } from "../control-plane.ts";
import type { Clock } from "./api/clock.ts";
import { cancelledError } from "./api/clock.ts";
import { type NeonControlPlane, openNeonControlPlane } from "./neon-control-plane.ts";
import { PendingOperations } from "./operations/pending-operations.ts";
import { type FakeNeon, refuse, startFakeNeon } from "./testing/fake-neon.ts";
import { beginOperation } from "./testing/fake-neon-state.ts";

const projectId = "neon:acc1:calm-river-12345678";
let cloud: FakeNeon;
let folder: string;
let plane: NeonControlPlane;
let changed: string[];

/** Hours pass in no time, unless a test holds them. */
const clock: Clock = {
  nowMs: () => Date.now(),
  random: () => 0.5,
  sleep: async (_ms, signal) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted) throw cancelledError();
  },
};
/** As the real one does: sleeping is what gives up after five minutes, so that must take longer than the rest. */
const patient: Clock = {
  ...clock,
  sleep: (ms, signal) =>
    ms < 300_000
      ? clock.sleep(ms, signal)
      : new Promise((_, reject) => signal?.addEventListener("abort", () => reject(cancelledError()), { once: true })),
};

async function open(withClock: Clock = patient): Promise<NeonControlPlane> {
  const pending = new PendingOperations(join(folder, "neon-operations.json"));
  await pending.load();
  const opened = openNeonControlPlane({
    accountId: "acc1",
    apiUrl: cloud.apiUrl,
    readKey: async () => cloud.apiKey,
    readDataPlane: async () => null,
    pending,
    projects: () => [{ id: projectId, name: "Shop", postgresVersion: "17" }],
    log: () => undefined,
    clock: withClock,
  });
  opened.onChange((project) => changed.push(project));
  return opened;
}

beforeEach(async () => {
  cloud = await startFakeNeon();
  folder = await mkdtemp(join(tmpdir(), "steward-neon-"));
  changed = [];
  plane = await open();
});
afterEach(async () => {
  plane.close();
  await cloud.close();
  await rm(folder, { recursive: true, force: true });
});

const mainId = () => cloud.project.branches[0]?.id ?? "";
const request = (changes: Partial<BranchRequest> = {}): BranchRequest => ({
  projectId,
  parentId: mainId(),
  name: "preview",
  ...headCopy,
  timeToLiveSeconds: null,
  purpose: "work",
  ...changes,
});
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => ["done"],
    (error: unknown) => (isAppError(error) ? [error.code, error.message] : [String(error)]),
  );
const facts = ({ name, state, compute, content, purpose, parentId }: Branch) => ({
  name,
  state,
  compute,
  content,
  purpose,
  parentId,
});

describe("branches", () => {
  it("are listed over several pages with their computes, restrictions and history", async () => {
    for (const name of ["one", "two", "three", "four"]) await plane.createBranch(request({ name }));
    const main = cloud.project.branches[0];
    if (main) main.restricted_actions = [{ name: "restore", reason: "the plan has no history" }];
    const branches = await plane.listBranches(projectId);
    expect(branches.map(({ name, compute }) => `${name} ${compute}`)).toEqual([
      "main suspended",
      ...["one", "two", "three", "four"].map((name) => `${name} active`),
    ]);
    expect(branches[0]?.restrictions.map(({ action }) => action)).toEqual(["restore", "reset", "delete", "expire"]);
    expect(branches[0]?.historyStart).toBe(branches[0]?.createdAt);
  });

  it("are made with a compute, their content and an end, and shown when both are there", async () => {
    const steps: string[] = [];
    const call = { report: ({ step }: { step: string }) => steps.push(step) };
    const made = await plane.createBranch(request({ purpose: "rehearsal", timeToLiveSeconds: 3_600 }), call);
    expect(facts(made)).toEqual({
      ...{ name: "preview", state: "ready", compute: "active", content: "data", purpose: "rehearsal" },
      parentId: mainId(),
    });
    expect(Date.parse(made.expiresAt ?? "") - Date.now()).toBeGreaterThan(3_500_000);
    expect(steps[0]).toBe("Create branch preview");
    const bare = await plane.createBranch(request({ name: "bare", content: "schemaOnly" }));
    const rules = [
      { database: "shop", schema: "public", table: "t", column: "c", mask: { kind: "value", text: "x" } },
    ] as const;
    const masked = await plane.createBranch(request({ name: "masked", content: "anonymised", maskingRules: rules }));
    expect([bare, masked].map(({ content, parentId }) => [content, parentId === null])).toEqual([
      ["schemaOnly", true],
      ["anonymised", false],
    ]);
    expect(changed).toContain(projectId);
  });

  it("are never made twice when the answer is lost, and made at last when the request was", async () => {
    cloud.faults.push({ on: /^POST .*branches$/, times: 1, fault: "lostAfter" });
    expect((await plane.createBranch(request())).name).toBe("preview");
    cloud.faults.push({ on: /^POST .*branches$/, times: 1, fault: "lostBefore" });
    expect((await plane.createBranch(request({ name: "second" }))).name).toBe("second");
    cloud.faults.push({
      on: /^POST .*branches$/,
      times: 2,
      fault: { status: 524, body: "<html>a timeout occurred</html>" },
    });
    expect((await plane.createBranch(request({ name: "third" }))).name).toBe("third");
    expect(cloud.project.branches.map(({ name }) => name)).toEqual(["main", "preview", "second", "third"]);
    expect(cloud.changes().length).toBe(1 + 2 + 3);
  });

  it("wait while Neon is busy or locked, and for a new branch that is not found yet", async () => {
    cloud.faults.push(
      { on: /^POST/, times: 2, fault: refuse(423, "project already has running conflicting operations") },
      { on: /^POST/, times: 1, fault: { ...refuse(429, "slow"), headers: { "retry-after": "3" } } },
      { on: /^POST/, times: 1, fault: refuse(503, "busy") },
      { on: /^GET .*branches\/br-/, times: 2, fault: refuse(404, "branch not found") },
    );
    expect((await plane.createBranch(request())).state).toBe("ready");
    expect(cloud.changes().length).toBe(5);
  });

  it("whose name is taken, or that shall live too long, are refused before anything is sent", async () => {
    expect(await failureOf(plane.createBranch(request({ name: "main" })))).toEqual([
      "conflict",
      "There is a branch named main already.",
    ]);
    expect((await failureOf(plane.createBranch(request({ timeToLiveSeconds: 40 * 86_400 }))))[0]).toBe("refused");
    expect(cloud.changes()).toEqual([]);
  });

  it("are changed, made the default, reset, restored and deleted", async () => {
    const made = await plane.createBranch(request());
    const computeSize = { leastUnits: 1, mostUnits: 4 };
    const change = { name: "next", isProtected: true, suspendAfterSeconds: 600, computeSize, isDefault: true } as const;
    expect(await plane.updateBranch(projectId, made.id, change)).toMatchObject(change);
    await plane.updateBranch(projectId, made.id, {
      isProtected: false,
      timeToLiveSeconds: null,
      suspendAfterSeconds: null,
    });
    expect((await plane.resetBranch(projectId, made.id)).suspendAfterSeconds).toBe(null);
    const restore = {
      sourceBranchId: made.id,
      point: { kind: "time", at: "2026-11-28T10:00:00Z" },
      preserveUnder: "old",
    } as const;
    await plane.restoreBranch(projectId, made.id, restore);
    expect((await failureOf(plane.restoreBranch(projectId, made.id, { ...restore, preserveUnder: null })))[0]).toBe(
      "refused",
    );
    expect((await failureOf(plane.restoreBranch(projectId, made.id, restore)))[0]).toBe("conflict");
    expect((await failureOf(plane.resetBranch(projectId, mainId())))[0]).toBe("refused");
    expect(await failureOf(plane.deleteBranch(projectId, mainId()))).toEqual([
      "refused",
      `Neon refuses this. Neon says: “cannot delete branch that has children: ${mainId()}”.`,
    ]);
    await plane.deleteBranch(projectId, made.id);
    expect((await plane.listBranches(projectId)).map(({ name }) => name)).toEqual(["main", "old"]);
  });

  it("whose change got no answer are looked at before anything is sent again", async () => {
    const made = await plane.createBranch(request());
    const lose = (on: RegExp) => cloud.faults.push({ on, times: 1, fault: "lostAfter" });
    lose(/^PATCH .*branches/);
    expect((await plane.updateBranch(projectId, made.id, { name: "renamed" })).name).toBe("renamed");
    lose(/^PATCH .*endpoints/);
    const computeSize = { leastUnits: 2, mostUnits: 2 };
    expect((await plane.updateBranch(projectId, made.id, { computeSize })).computeSize).toEqual(computeSize);
    lose(/^POST .*restore$/);
    expect((await plane.resetBranch(projectId, made.id)).state).toBe("ready");
    cloud.faults.push({ on: /^POST .*restore$/, times: 1, fault: "lostBefore" });
    expect((await failureOf(plane.resetBranch(projectId, made.id)))[0]).toBe("outcomeUnknown");
    lose(/^POST .*suspend$/);
    expect((await plane.suspendCompute(projectId, made.id)).compute).toBe("suspended");
    lose(/^DELETE/);
    await plane.deleteBranch(projectId, made.id);
    expect(
      cloud.changes().map((line) =>
        line
          .split(/[ /?]/)
          .at(-1)
          ?.replace(/^(br|ep)-.*/, (_, kind) => (kind === "br" ? "branch" : "compute")),
      ),
    ).toEqual([...["branches", "branch", "compute", "restore", "restore", "suspend", "branch"]]);
  });

  it("keep states and actions that nobody knew when this was written", async () => {
    const [main] = cloud.project.branches;
    const [endpoint] = cloud.project.endpoints;
    if (main && endpoint)
      Object.assign(main, { current_state: "teleporting" }) && Object.assign(endpoint, { current_state: "levitating" });
    beginOperation(cloud.project, "fold_space", main?.id).status = "pondering";
    expect(
      (await plane.listBranches(projectId)).map(({ state, compute, computeError }) => [state, compute, computeError]),
    ).toEqual([["ready", "failed", "Neon says that it is “levitating”, which this version of Steward does not know."]]);
    expect((await plane.listOperations(projectId)).map(({ action, state }) => [action, state])).toEqual([
      ["fold space", "running"],
    ]);
  });
});

it("keeps snapshots, makes branches of them and forgets them", async () => {
  cloud.faults.push({ on: /snapshot\?/, times: 1, fault: "lostAfter" });
  const snapshot = await plane.createSnapshot(projectId, mainId(), "before", null);
  expect((await plane.listSnapshots(projectId)).map(({ name, branchId }) => [name, branchId])).toEqual([
    ["before", mainId()],
  ]);
  expect((await plane.restoreSnapshot(projectId, snapshot.id, "again")).name).toBe("again");
  expect((await failureOf(plane.restoreSnapshot(projectId, snapshot.id, "again")))[0]).toBe("conflict");
  await plane.deleteSnapshot(projectId, snapshot.id);
  expect(await plane.listSnapshots(projectId)).toEqual([]);
});

describe("connecting", () => {
  it("goes directly and verified to the branch's own compute, which is woken for it", async () => {
    const steps: string[] = [];
    const call = { report: ({ step }: { step: string }) => steps.push(step) };
    const [endpoint] = cloud.project.endpoints;
    expect(await plane.connectParameters(projectId, mainId(), "shop", undefined, call)).toEqual({
      ...{ host: endpoint?.host, port: 5432, database: "shop", user: "shop_owner", password: "pw-of-shop_owner" },
      ...{ tls: "verify-full", channelBinding: "require" },
    });
    expect([endpoint?.current_state, steps[0]]).toEqual(["active", "Starting the compute"]);
    const pooled = await plane.connectionTarget(projectId, mainId(), "shop", "app", true);
    expect([pooled.host, pooled.directHost]).toEqual([endpoint?.host.replace(".", "-pooler."), endpoint?.host]);
  });

  it("does not wait for a locked project, and wakes nothing for a text", async () => {
    beginOperation(cloud.project, "create_branch", "another");
    expect((await plane.connectParameters(projectId, mainId(), "shop", "app")).user).toBe("app");
    await plane.connectionTarget(projectId, mainId(), "shop", "app", false);
    expect([cloud.changes().length, cloud.project.endpoints[0]?.current_state]).toEqual([1, "idle"]);
  });

  it("never takes another branch's compute, a disabled one, or a password that is not there", async () => {
    const [endpoint] = cloud.project.endpoints;
    if (endpoint) endpoint.disabled = true;
    expect((await failureOf(plane.connectParameters(projectId, mainId(), "shop")))[0]).toBe("computeUnavailable");
    if (endpoint) Object.assign(endpoint, { disabled: false, branch_id: "br-other-1" });
    const stray = { on: /GET .*\/endpoints$/, times: 9, fault: { status: 200, body: { endpoints: [endpoint] } } };
    cloud.faults.push(stray);
    expect((await failureOf(plane.connectParameters(projectId, mainId(), "shop")))[1]).toBe(
      "This branch has no compute.",
    );
    stray.times = 0;
    if (endpoint) endpoint.branch_id = mainId();
    cloud.project.storesPasswords = false;
    expect((await failureOf(plane.connectParameters(projectId, mainId(), "shop")))[0]).toBe("authenticationFailed");
  });
});

describe("operations", () => {
  it("that fail say why; those that wait here are shown before what Neon does", async () => {
    cloud.project.nextPolls = 3;
    cloud.project.nextEnd = { status: "failed", error: "no capacity in this region" };
    const first = failureOf(plane.startCompute(projectId, mainId()));
    const second = failureOf(plane.createBranch(request()));
    const waiting = (await plane.listOperations(projectId))[0];
    expect([waiting?.action, waiting?.state]).toEqual(["Create branch preview", "queued"]);
    expect(await first).toEqual([
      "computeUnavailable",
      "Neon's operation “start compute” did not succeed: no capacity in this region.",
    ]);
    cloud.project.nextEnd = { status: "finished" };
    await second;
  });

  it("are taken up by the next run of the app, which tells how they ended", async () => {
    cloud.project.nextPolls = 1_000;
    const abort = new AbortController();
    const work = failureOf(plane.createBranch(request(), { signal: abort.signal }));
    while (
      !(await readFile(join(folder, "neon-operations.json"), "utf8").catch(() => "")).includes("Create branch preview")
    )
      await clock.sleep(0);
    plane.close();
    abort.abort();
    expect((await work)[0]).toBe("cancelled");
    for (const operation of cloud.project.operations) operation.polls = 2;
    changed = [];
    plane = await open();
    while (changed.length === 0) await clock.sleep(0);
    const kept = await readFile(join(folder, "neon-operations.json"), "utf8");
    expect([changed, JSON.parse(kept).pending]).toEqual([[projectId], []]);
    expect((await plane.listBranches(projectId)).map(({ name, state }) => [name, state])).toEqual([
      ["main", "ready"],
      ["preview", "ready"],
    ]);
  });

  it("end the waiting after five minutes without ending the following", async () => {
    cloud.project.nextPolls = 1_000;
    plane.close();
    plane = await open(clock);
    expect((await failureOf(plane.startCompute(projectId, mainId())))[0]).toBe("timeout");
    expect(JSON.parse(await readFile(join(folder, "neon-operations.json"), "utf8")).pending.length).toBe(1);
  });
});

it("says that a revoked key is no longer accepted, and never shows it", async () => {
  cloud.revokeKey();
  const told = await failureOf(plane.listBranches(projectId));
  expect(told[0]).toBe("authenticationFailed");
  expect(JSON.stringify(told)).not.toContain(cloud.apiKey);
  const file = await readFile(join(folder, "neon-operations.json"), "utf8").catch(() => "");
  expect(file).not.toContain(cloud.apiKey);
});

it("asks for nothing by itself, and looks at computes only while somebody looks at them", async () => {
  expect(cloud.requests).toEqual([]);
  let nowMs = 0;
  const counting: Clock = {
    ...patient,
    nowMs: () => nowMs,
    sleep: async (ms, signal) => {
      nowMs += ms;
      const [endpoint] = cloud.project.endpoints;
      if (endpoint) endpoint.current_state = "active";
      await clock.sleep(ms, signal);
    },
  };
  plane.close();
  plane = await open(counting);
  plane.watch?.(projectId);
  while (nowMs < 30_000) await clock.sleep(0);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect([changed, cloud.requests.every((line) => line.endsWith("/endpoints")), cloud.requests.length]).toEqual([
    [projectId],
    true,
    4,
  ]);
});
