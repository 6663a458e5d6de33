import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ChangeRequest, FolderMigration, RehearsalReport } from "../../../../shared/changes/model.ts";
import { defaultPolicy, plainCourse } from "../../../../shared/changes/review-model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { WireRequest, WireResponse } from "../../../../shared/ipc/wire.ts";
import { runProgram } from "../../program.ts";

const migration: FolderMigration = {
  id: "0001_index",
  order: 1,
  version: "0001",
  name: "index",
  state: "pending",
  note: null,
  record: [],
  sha256: "a".repeat(64),
  upSql: "CREATE TABLE t (x int);",
  downSql: null,
  class: "safe",
  findings: [],
  problems: [],
  appliedAt: null,
  requestId: null,
};
const folder = {
  path: "/m",
  format: "flyway",
  recognition: { kind: "recognised", format: "flyway", reason: "V1__a.sql is Flyway's.", candidates: [] },
  history: { state: "read", table: "public.flyway_schema_history", entries: 2 },
  strays: ["a.sql is not called like V1__name.sql; Flyway passes it over."],
  hasLedger: true,
};
const request: ChangeRequest = {
  id: "d8765ba8-bfb9-43b6-b11d-4560682240db",
  title: "index",
  author: "mara",
  createdAt: "2026-01-01T00:00:00.000Z",
  state: "open",
  class: "safe",
  migrationIds: ["0001_index"],
  hash: "b".repeat(64),
  connectionId: "c1",
  description: "",
  targetIdentity: "7/16384/18",
  options: { lockTimeoutMs: 2000, statementTimeoutMs: 0, lockTries: 8 },
  migrations: [],
  findings: [],
  report: null,
  decisions: [],
  comments: [],
  applications: [],
  events: [],
  detail: { specReference: "", course: plainCourse, supersedes: null, promotedFrom: null },
  rehearsedAt: "2026-02-10T11:00:00Z",
  isOfThisTarget: true,
  isBegun: false,
  policy: defaultPolicy,
  emergencies: [],
  restorePoints: [],
  checks: [],
};
const statement = {
  migrationId: "0001_index",
  pass: "up",
  sql: "SELECT 1",
  kind: "SELECT",
  isTransactional: true,
  rows: 1,
  locks: [{ relation: "public.t", relationKind: "table", mode: "Share" }],
  rewrites: [],
  error: null,
} as const;
const report: RehearsalReport = {
  version: 1,
  connectionId: "c1",
  migrationIds: ["0001_index"],
  scriptsSha256: "c".repeat(64),
  targetIdentity: "7/16384/18",
  serverVersion: "18.4",
  branchName: "rehearsal-1",
  startedAt: "2026-01-01T00:00:00.000Z",
  forkMs: 5,
  totalMs: 20,
  outcome: "passed",
  statements: [
    { ...statement, index: 0, durationMs: 1, scans: ["public.t"] },
    { ...statement, index: 1, durationMs: 2 },
    { ...statement, index: 2, durationMs: 4, isTransactional: false },
    { ...statement, index: 0, durationMs: 8, pass: "down" },
  ],
  schema: {
    before: "d",
    afterUp: "e",
    afterDown: "d",
    afterSecondUp: "e",
    downDifferences: [],
    upDifferences: [],
    changes: [],
  },
  dataPreserved: true,
  findings: [],
  class: "safe",
  hash: "f".repeat(64),
};
const connections = [
  { id: "c1", name: "Orders" },
  { id: "c2", name: "Twin" },
  { id: "c3", name: "Twin" },
];
const usual = {
  "connections.list": connections,
  "changes.folder": { ...folder, migrations: [migration] },
  "changes.list": [request],
};

/** Runs `steward migrate ARGS` against an app that answers with what `answers` says for the channel. */
async function run(args: string[], answers: Record<string, unknown> = {}, group = "migrate") {
  const out: string[] = [];
  const errors: string[] = [];
  const sent: WireRequest[] = [];
  const known: Record<string, unknown> = { ...usual, ...answers };
  const answer = (channel: string): WireResponse => {
    const value = known[channel];
    return value instanceof AppError ? { ok: false, error: value.toWire() } : { ok: true, value };
  };
  const exitCode = await runProgram([group, ...args], {
    version: "1",
    dataFolder: "/nowhere",
    resourcesFolder: "/nowhere",
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: async () => ({
      handle: async (message) => {
        sent.push(message);
        return answer(message.channel);
      },
      onEvent: () => undefined,
      close: async () => undefined,
    }),
  });
  return { exitCode, out: out.join(""), errors: errors.join(""), last: sent.at(-1) };
}

describe("steward migrate status", () => {
  it("lists what the folder has, without the scripts, and ends with 1 where something needs care", async () => {
    const fine = await run(["status", "--connection", "Orders", "--format", "json"]);
    const { upSql: _up, downSql: _down, ...listed } = migration;
    expect([fine.exitCode, JSON.parse(fine.out)]).toEqual([0, [{ ...listed, hasDown: false }]]);
    const migrations = [{ ...migration, state: "changed" }];
    const changed = await run(["status", "--connection", "c1"], {
      "changes.folder": { ...folder, migrations },
    });
    expect([changed.exitCode, changed.out.includes("changed")]).toEqual([1, true]);
    expect(changed.out.split("\n").slice(0, 3)).toEqual([
      "Flyway. V1__a.sql is Flyway's.",
      "Flyway's table public.flyway_schema_history has 2 migrations. It keeps checksums, so a script that was changed afterwards is seen.",
      "passed over: a.sql is not called like V1__name.sql; Flyway passes it over.",
    ]);
  });

  it("has the format chosen by hand, and knows only those there are", async () => {
    const chosen = await run(["read-as", "auto", "--connection", "c1"], { "changes.chooseFormat": folder });
    expect([chosen.exitCode, chosen.last?.input]).toEqual([0, { connectionId: "c1", format: null }]);
    expect((await run(["read-as", "liquibase", "--connection", "c1"])).exitCode).toBe(2);
  });

  it("takes a connection by id or by a name that only one has", async () => {
    expect((await run(["status", "--connection", "Twin"])).exitCode).toBe(1);
    expect((await run(["status", "--connection", "c3"])).exitCode).toBe(0);
    expect((await run(["status", "--connection", "none"])).exitCode).toBe(2);
    expect((await run(["status"])).exitCode).toBe(2);
  });
});

describe("steward migrate rehearse", () => {
  it("gives the shape that other programs rely on, with locks held to the end of their transaction", async () => {
    const rehearsed = await run(["rehearse", "0001", "--connection", "c1", "--as", "mara", "--format", "json"], {
      "changes.rehearse": report,
    });
    expect(rehearsed.last?.input).toEqual({ connectionId: "c1", migrationIds: ["0001_index"], role: "mara" });
    const shape = JSON.parse(rehearsed.out);
    expect([rehearsed.exitCode, { ...shape, statements: [] }]).toEqual([
      0,
      {
        migration: "0001_index",
        outcome: "passed",
        class: "safe",
        statements: [],
        reversible: true,
        dataPreserved: true,
        data: null,
        regressions: [],
        queries: null,
        observer: null,
        findings: [],
        hash: report.hash,
      },
    ]);
    const lines = shape.statements.map(
      (one: { phase: string; ms: number; locks: { heldMs: number }[]; scans: unknown }) => [
        one.phase,
        one.ms,
        one.locks[0]?.heldMs,
        one.scans,
      ],
    );
    expect(lines).toEqual([
      ["up", 1, 3, ["public.t"]],
      ["up", 2, 2, null],
      ["up", 4, 4, null],
      ["down", 8, 8, null],
    ]);
  });

  it("ends with 1 when it failed or the schema differs", async () => {
    const codes = await Promise.all(
      (["passed", "noDown", "failed", "schemaDiffers"] as const).map(async (outcome) => {
        const answers = { "changes.rehearse": { ...report, outcome } };
        return (await run(["rehearse", "index", "--connection", "c1"], answers)).exitCode;
      }),
    );
    expect(codes).toEqual([0, 0, 1, 1]);
    const query = {
      sql: "SELECT a FROM t",
      calls: 3,
      totalMs: 1,
      before: { cost: 1, shape: [] },
      after: null,
    } as const;
    const breaking = { ...query, error: 'column "a" does not exist', verdict: "breaking" } as const;
    const bad: readonly Partial<RehearsalReport>[] = [
      { dataPreserved: false },
      { queries: { source: "file", reason: null, queries: [breaking] } },
    ];
    for (const changes of bad) {
      const answers = { "changes.rehearse": { ...report, ...changes } };
      const rehearsed = await run(["rehearse", "index", "--connection", "c1", "--json"], answers);
      expect(rehearsed.exitCode).toBe(1);
    }
    expect((await run(["rehearse", "0002", "--connection", "c1"])).exitCode).toBe(2);
  });

  it("takes queries from a file and writes the report as its ending says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "steward-rehearse-"));
    try {
      const [queries, file] = [join(folder, "queries.sql"), join(folder, "report.md")];
      await writeFile(queries, "SELECT 1 FROM t");
      const line = ["rehearse", "0001", "--connection", "c1", "--queries", queries, "--report"];
      const rehearsed = await run([...line, file], { "changes.rehearse": report });
      expect([rehearsed.exitCode, rehearsed.last?.input]).toMatchObject([0, { queriesSql: "SELECT 1 FROM t" }]);
      expect(await readFile(file, "utf8")).toContain("# Rehearsal of 0001\\_index");
      const wrong = await run([...line, join(folder, "report.exe")], { "changes.rehearse": report });
      expect([wrong.exitCode, wrong.last]).toEqual([2, undefined]);
      expect((await run([...line.slice(0, 5), "missing.sql"], { "changes.rehearse": report })).exitCode).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe("steward migrate submit, approve, apply", () => {
  it("names the request by the beginning of its id and hands on who acts", async () => {
    const submitted = await run(["submit", "0001_index", "--connection", "c1", "--as", "mara"], {
      "changes.submit": request,
    });
    expect([submitted.last?.input, submitted.out.includes(`hash ${request.hash}`)]).toEqual([
      { connectionId: "c1", migrationIds: ["0001_index"], title: "0001_index", description: "", role: "mara" },
      true,
    ]);
    const approve = ["approve", "d8765ba8", "--connection", "c1", "--as", "deniz", "--hash", request.hash];
    const approved = await run(approve, { "changes.approve": { ...request, state: "approved" } });
    expect([approved.exitCode, approved.last?.input]).toEqual([
      0,
      { connectionId: "c1", id: request.id, expectedHash: request.hash, comment: "", role: "deniz" },
    ]);
    const applied = await run(["apply", request.id, "--connection", "c1"], { "changes.apply": request });
    expect(applied.last).toMatchObject({ channel: "changes.apply", input: { connectionId: "c1", id: request.id } });
  });

  it("ends with 1 for a refusal and 2 for a failure", async () => {
    const refused = new AppError("refused", "mara wrote this change request and cannot approve it.");
    const approve = ["approve", "d876", "--connection", "c1", "--hash", request.hash];
    expect((await run(approve, { "changes.approve": refused })).exitCode).toBe(1);
    const failed = new AppError("sql", "division by zero");
    expect((await run(["apply", "d876", "--connection", "c1"], { "changes.apply": failed })).exitCode).toBe(2);
    expect((await run(["rollback", "ffff", "--connection", "c1"])).exitCode).toBe(2);
    expect((await run(["approve", "d876", "--connection", "c1"])).exitCode).toBe(2);
  });
});

describe("steward migrate history and ledger verify", () => {
  it("print the chain and whether it holds", async () => {
    const event = {
      sequence: 1,
      at: "t",
      person: "mara",
      kind: "submitted",
      requestId: request.id,
      summary: "s",
      hash: "h",
    };
    const history = await run(["history", "--connection", "c1", "--limit", "5"], { "changes.history": [event] });
    expect([history.last?.input, history.out.includes("submitted")]).toEqual([{ connectionId: "c1", limit: 5 }, true]);
    expect((await run(["history", "--connection", "c1", "--limit", "x"])).exitCode).toBe(2);
    const verify = (found: unknown) => run(["verify", "--connection", "c1"], { "changes.verify": found }, "ledger");
    const broken = await verify({ isIntact: false, rows: 9, brokenSequence: 3, reason: "request x was changed." });
    expect([broken.exitCode, broken.out]).toEqual([1, "broken at event 3: request x was changed.\n"]);
    expect((await verify({ isIntact: true, rows: 9, headHash: "h" })).exitCode).toBe(0);
  });
});

describe("steward migrate promote and ledger policy", () => {
  it("send the request to the other connection, and print what the owner asks", async () => {
    const promoted = { ...request, detail: { ...request.detail, specReference: "CG-118" } };
    const args = ["promote", "d876", "--connection", "c1", "--to", "Orders", "--as", "mara"];
    const ran = await run(args, { "changes.promote": promoted });
    expect([ran.last?.input, ran.out.includes("spec CG-118")]).toEqual([
      { connectionId: "c1", id: request.id, toConnectionId: "c1", role: "mara" },
      true,
    ]);
    const current = { ...defaultPolicy, environment: "production", approvers: 2, rehearsalHours: 24 };
    const policy = { current, recorded: [], owner: "app_owner" };
    const asked = await run(["policy", "--connection", "c1"], { "changes.policy": policy }, "ledger");
    expect(asked.out).toBe(
      "production: 2 to approve, up to breaking\nrehearsal: within 24 h\nemergencies: none\nnever set; app_owner can\n",
    );
  });
});
