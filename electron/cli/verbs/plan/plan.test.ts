import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WireRequest } from "../../../../shared/ipc/wire.ts";
import { runProgram } from "../../program.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "steward-plan-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function run(args: readonly string[], answer: unknown = null) {
  const out: string[] = [];
  const errors: string[] = [];
  const sent: WireRequest[] = [];
  const exitCode = await runProgram(args, {
    version: "1",
    dataFolder: folder,
    resourcesFolder: folder,
    terminal: { writeOut: (text) => void out.push(text), writeError: (text) => void errors.push(text) },
    signal: new AbortController().signal,
    openCarrier: async () => ({
      handle: async (request) => {
        sent.push(request);
        return { ok: true, value: answer };
      },
      onEvent: () => undefined,
      close: async () => undefined,
    }),
  });
  return { exitCode, out: out.join(""), errors: errors.join(""), sent };
}

const limitOverScan = [
  {
    Plan: {
      "Node Type": "Limit",
      "Plan Rows": 20,
      "Actual Rows": 20,
      "Actual Loops": 1,
      "Actual Total Time": 10,
      "Shared Hit Blocks": 100,
      Plans: [
        {
          "Node Type": "Index Scan",
          "Parent Relationship": "Outer",
          "Relation Name": "runs",
          "Index Name": "runs_pkey",
          "Plan Rows": 50000,
          "Actual Rows": 5020,
          "Actual Loops": 1,
          "Actual Total Time": 9,
          "Shared Hit Blocks": 100,
        },
      ],
    },
    "Planning Time": 0.5,
    "Execution Time": 10.5,
  },
];

it("reads a plan and prints nodes in pre-order with their own time; findings make the exit code 1", async () => {
  const file = join(folder, "plan.json");
  await writeFile(file, JSON.stringify(limitOverScan));
  const read = await run(["plan", "read", file, "--format", "json"]);
  expect(read.exitCode).toBe(1);
  expect(JSON.parse(read.out)).toEqual({
    plans: [
      {
        planningMs: 0.5,
        executionMs: 10.5,
        nodes: [
          {
            id: 1,
            parentId: null,
            nodeType: "Limit",
            loops: 1,
            divisor: 1,
            rows: 20,
            inclusiveMs: 10,
            exclusiveMs: 1,
            exclusiveBuffers: { sharedHitBlocks: 0 },
          },
          {
            id: 2,
            parentId: 1,
            nodeType: "Index Scan",
            relation: "runs",
            index: "runs_pkey",
            loops: 1,
            divisor: 1,
            rows: 5020,
            inclusiveMs: 9,
            exclusiveMs: 9,
            exclusiveBuffers: { sharedHitBlocks: 100 },
          },
        ],
        findings: [expect.objectContaining({ code: "large-offset", severity: "error", subject: "Limit" })],
      },
    ],
  });
});

it("reads a plan that a terminal printed, notes what it left out, and ends with 0 without findings", async () => {
  const file = join(folder, "plan.txt");
  const lines = [
    "                        QUERY PLAN",
    "----------------------------------------------------------",
    " Limit  (cost=0.00..0.02 rows=1 width=4)",
    "   ->  Result  (cost=0.00..0.01 rows=1 width=4)",
    "(2 rows)",
    "",
    "and so on",
  ];
  await writeFile(file, lines.join("\n"));
  const read = await run(["plan", "read", file]);
  expect([read.exitCode, read.errors, read.out]).toEqual([
    0,
    "note: Line 7 is no part of a plan and was left out.\n",
    [
      "Planning –, execution –",
      "node      exclusive  inclusive  rows  estimate  loops",
      "────────  ─────────  ─────────  ────  ────────  ─────",
      "Limit             –          –     –         1      –",
      "  Result          –          –     –         1      –",
      "",
    ].join("\n"),
  ]);
});

it("reads what PowerShell wrote", async () => {
  const file = join(folder, "wide.txt");
  await writeFile(file, Buffer.from("\ufeffResult  (cost=0.00..0.01 rows=1 width=4)\r\n", "utf16le"));
  const read = await run(["plan", "read", file, "--format", "json"]);
  expect([read.exitCode, JSON.parse(read.out).plans[0].nodes[0].nodeType]).toEqual([0, "Result"]);
});

it("refuses a plan that was cut, and prints no part of it", async () => {
  const file = join(folder, "cut.txt");
  await writeFile(file, "Limit  (cost=0.00..0.02 rows=1 width=4)\n");
  const read = await run(["plan", "read", file, "--format", "json"]);
  expect([read.exitCode, read.out]).toEqual([2, ""]);
  expect(read.errors).toContain("The plan breaks at line 1: Limit works on another node, and nothing stands below it.");
});

it("asks the app for a saved connection's plan, on a branch when one is named", async () => {
  const query = join(folder, "query.sql");
  await writeFile(query, "SELECT 1");
  const answer = { plans: [], context: { relations: [], foreignKeys: [] } };
  const ran = await run(["plan", "run", "--connection", "c1", "--branch", "b1", "--query", query, "--analyze"], answer);
  expect([ran.exitCode, ran.sent.map(({ channel, input }) => [channel, input])]).toEqual([
    0,
    [
      [
        "plans.run",
        {
          ref: { connectionId: "c1", branchId: "b1" },
          sql: "SELECT 1",
          mode: "analyze",
          place: "here",
          runs: 1,
          timeoutMs: 30_000,
        },
      ],
    ],
  ]);
});

it("asks for a generic plan, and for two runs on a branch that is thrown away", async () => {
  const query = join(folder, "query.sql");
  await writeFile(query, "SELECT $1");
  const answer = { plans: [], context: { relations: [], foreignKeys: [] } };
  const options = [["--generic"], ["--analyze", "--twice", "--on-branch"]];
  const ran = await Promise.all(
    options.map((more) => run(["plan", "run", "--connection", "c1", "--query", query, ...more], answer)),
  );
  expect(ran.map(({ sent }) => sent[0]?.input)).toMatchObject([
    { mode: "generic", place: "here", runs: 1 },
    { mode: "analyze", place: "branch", runs: 2 },
  ]);
});

it.each([
  [["plan", "run", "--query", "x.sql"], "Name either --connection or --database"],
  [["plan", "run", "--database", "postgres://a:b@h/d", "--query", "x.sql"], "holds a password"],
  [["plan", "run", "--connection", "c", "--query", "x", "--analyze", "--generic"], "name one of them"],
  [["plan", "run", "--connection", "c", "--query", "x", "--on-branch"], "goes with --analyze"],
  [["plan", "run", "--database", "postgres://h/d", "--query", "x", "--analyze", "--on-branch"], "has no branches"],
  [["plan", "read", "/nowhere/plan.json"], "cannot be used"],
  [["plan", "run", "--connection", "c"], "required option '--query <file>'"],
])("%j is a usage error that says why", async (args, words) => {
  const ran = await run(args);
  expect([ran.exitCode, ran.out]).toEqual([2, ""]);
  expect(ran.errors).toContain(words);
});
