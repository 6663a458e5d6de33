import { describe, expect, it } from "vitest";
import { type Branch, type BranchSnapshot, headCopy } from "../../../../shared/branches/model.ts";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import type { WireRequest } from "../../../../shared/ipc/wire.ts";
import { runProgram } from "../../program.ts";

const branch = branchExample({ id: "br-1", name: "main", isDefault: true, sizeBytes: 1024 });
const preview: Branch = { ...branch, id: "br-2", name: "preview", parentId: "br-1", isDefault: false };
const snapshot: BranchSnapshot = {
  id: "snap-1",
  name: "before",
  branchId: "br-1",
  createdAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  lsn: null,
  sizeBytes: null,
};
const session = { id: "7@then", database: "shop", user: "mara", application: "psql", state: "idle", isSteward: false };

/** Runs a command line; the app knows two branches, one snapshot and one session. Gives the last request. */
async function run(...args: string[]) {
  const sent: WireRequest[] = [];
  const out: string[] = [];
  const errors: string[] = [];
  const answers: Record<string, unknown> = {
    "branches.list": [branch, preview],
    "branches.operations": [
      {
        id: "1",
        branchId: "br-2",
        action: "create branch",
        state: "failed",
        error: "no room",
        createdAt: "then",
        updatedAt: "",
      },
    ],
    "branches.preflight": { sessions: [session], statements: [] },
    "branches.delete": null,
    "branches.roles": ["owner", "reader"],
    "branches.databases": [{ name: "shop", owner: "owner" }],
    "branches.connectionString": {
      shown: "postgresql://owner:••@h/shop",
      withoutPassword: "postgresql://owner@h/shop",
      way: null,
    },
    "branches.revealConnectionString": "postgresql://owner:secret@h/shop",
    "snapshots.list": [snapshot],
    "snapshots.create": snapshot,
    "snapshots.delete": null,
  };
  const exitCode = await runProgram(["branches", ...args], {
    version: "1",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: {
      writeOut: (text) => void out.push(text),
      writeError: (text) => void errors.push(text),
    },
    signal: new AbortController().signal,
    openCarrier: async () => ({
      handle: async (request) => {
        sent.push(request);
        return { ok: true, value: request.channel in answers ? answers[request.channel] : preview };
      },
      onEvent: () => undefined,
      close: async () => undefined,
    }),
  });
  const { channel, input } = sent.at(-1) ?? { channel: null, input: null };
  return { exitCode, channel, input, out: out.join(""), errors: errors.join("") };
}

const project = { projectId: "sample" };
const target = { ...project, branchId: "br-2" };
const connection = { ...target, role: "owner", database: "shop", isPooled: false };
const create = { ...project, parentId: "br-1", name: "try", timeToLiveSeconds: null, ...headCopy };

describe("what is asked of the app", () => {
  it.each<[string, string, unknown]>([
    ["create try", "branches.create", create],
    [
      "create try --parent preview --schema-only --expires 90m",
      "branches.create",
      { ...create, parentId: "br-2", content: "schemaOnly", timeToLiveSeconds: 5400 },
    ],
    [
      "create try --from-time 2026-01-31T10:30:00+01:00",
      "branches.create",
      { ...create, point: { kind: "time", at: "2026-01-31T09:30:00.000Z" } },
    ],
    [
      "create try --from-lsn 0/3A7F2108 --expires never",
      "branches.create",
      { ...create, point: { kind: "lsn", lsn: "0/3A7F2108" } },
    ],
    ["create try --copy dump", "branches.create", { ...create, copy: "dump" }],
    ["create try --end-sessions", "branches.create", { ...create, endSessions: ["7@then"] }],
    ["rename preview other", "branches.update", { ...target, name: "other" }],
    ["protect br-2", "branches.update", { ...target, isProtected: true }],
    ["protect br-2 --off", "branches.update", { ...target, isProtected: false }],
    ["expire preview 7d", "branches.update", { ...target, timeToLiveSeconds: 604_800 }],
    ["expire preview never", "branches.update", { ...target, timeToLiveSeconds: null }],
    ["protect br-2 --keep", "branches.update", { ...target, isProtected: true, timeToLiveSeconds: null }],
    ["suspend-after preview 5m", "branches.update", { ...target, suspendAfterSeconds: 300 }],
    ["suspend-after preview never", "branches.update", { ...target, suspendAfterSeconds: null }],
    ["set-default preview", "branches.update", { ...target, isDefault: true }],
    ["connection-string preview", "branches.connectionString", connection],
    [
      "connection-string --pooled --role reader --database other",
      "branches.connectionString",
      { ...project, branchId: "br-1", role: "reader", database: "other", isPooled: true },
    ],
    ["connection-string preview --with-password", "branches.revealConnectionString", connection],
    ["databases preview", "branches.databases", target],
    ["roles", "branches.roles", project],
    ["start preview", "branches.start", target],
    ["suspend preview", "branches.suspend", target],
    ["reset preview --confirm preview", "branches.reset", { ...target, confirmName: "preview" }],
    [
      "reset preview --confirm preview --end-sessions",
      "branches.reset",
      { ...target, confirmName: "preview", endSessions: ["7@then"] },
    ],
    [
      "restore preview --confirm preview --from-lsn 0/1 --preserve-as old",
      "branches.restore",
      {
        ...target,
        confirmName: "preview",
        sourceBranchId: "br-2",
        point: { kind: "lsn", lsn: "0/1" },
        preserveUnder: "old",
      },
    ],
    [
      "restore preview --confirm preview --source main",
      "branches.restore",
      { ...target, confirmName: "preview", sourceBranchId: "br-1", point: { kind: "head" }, preserveUnder: null },
    ],
    ["delete preview --confirm preview", "branches.delete", { ...target, confirmName: "preview" }],
    ["list --project template:c1", "branches.list", { projectId: "template:c1" }],
    ["operations", "branches.operations", project],
    ["snapshots list", "snapshots.list", project],
    [
      "snapshots create preview before --expires 24",
      "snapshots.create",
      { ...target, name: "before", timeToLiveSeconds: 86_400 },
    ],
    [
      "snapshots delete before --confirm before",
      "snapshots.delete",
      { ...project, snapshotId: "snap-1", confirmName: "before" },
    ],
    ["snapshots restore snap-1 again", "snapshots.restore", { ...project, snapshotId: "snap-1", name: "again" }],
  ])("steward branches %s", async (line, channel, input) => {
    const ran = await run(...line.split(" "));
    expect([ran.exitCode, ran.channel, ran.input]).toEqual([0, channel, input]);
  });

  it.each([
    "create try --from-time yesterday",
    "create try --from-time 2026-01-31T09:30:00",
    "create try --from-lsn 1234",
    "create try --from-lsn 0/1 --from-time 2026-01-31T09:30:00Z",
    "create try --expires soon",
    "create try --copy magic",
    "expire preview -1",
    "reset preview",
    "restore preview",
    "delete preview",
    "rename preview",
    "start nobody",
    "snapshots delete nothing --confirm nothing",
    "snapshots delete before",
  ])("steward branches %s is refused before anything is changed", async (line) => {
    const { exitCode, channel } = await run(...line.split(" "));
    expect([exitCode, channel === null || channel.endsWith(".list")]).toEqual([2, true]);
  });
});

it("names the sessions that it ends, and prints operations with their errors", async () => {
  const { errors } = await run("delete", "preview", "--confirm", "preview", "--end-sessions");
  expect(errors).toBe("… ending the session of mara (psql) on shop\nDeleted preview.\n");
  expect((await run("operations")).out).toMatch(/create branch +br-2 +failed +then +no room/);
});

it("prints a connection string without its password unless asked, and warns on standard error when asked", async () => {
  const ran = [
    await run("connection-string", "preview"),
    await run("connection-string", "preview", "--with-password"),
    await run("connection-string", "preview", "--with-password", "--format", "json"),
  ];
  const warning = "The line holds the password of owner. Keep it out of logs.\n";
  expect(ran.map(({ out, errors }) => [out, errors])).toEqual([
    ["postgresql://owner@h/shop\n", ""],
    ["postgresql://owner:secret@h/shop\n", warning],
    [expect.stringContaining('"connectionString": "postgresql://owner:secret@h/shop"'), warning],
  ]);
  expect(JSON.parse(ran[2]?.out ?? "")).toEqual({
    connectionString: "postgresql://owner:secret@h/shop",
    branchId: "br-2",
    database: "shop",
    role: "owner",
    isPooled: false,
    hasPassword: true,
  });
});
