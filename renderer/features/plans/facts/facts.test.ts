import { describe, expect, it } from "vitest";
import { makeNode, makePlan, makeScan } from "../../../../shared/plans/testing/make-plan.ts";
import type { Fact } from "./fact.ts";
import { firstFacts, moreFacts } from "./node-facts.ts";
import { planFacts } from "./plan-facts.ts";
import { processShares } from "./worker-facts.ts";

const nodeOf = (json: Parameters<typeof makePlan>[0]) => {
  const [node] = makePlan(json, 100).nodes;
  if (!node) throw new Error("no node");
  return node;
};
const lines = (facts: readonly Fact[]) =>
  facts.map(({ key, text, note }) => `${key}: ${text}${note === undefined ? "" : ` (${note})`}`);

describe("facts of a node", () => {
  it("say its time, rows, condition and own buffers first", () => {
    const node = nodeOf(
      makeScan(80, 10, 990, {
        Filter: "(kind = 'error')",
        "Plan Rows": 400,
        "Shared Hit Blocks": 5,
        "Shared Read Blocks": 7,
      }),
    );
    expect(lines(firstFacts(node, 100))).toEqual([
      "Exclusive: 80.0 ms (80.0 % of the run)",
      "Inclusive: 80.0 ms",
      "Rows: 10 kept, 990 removed",
      "Estimate: 400 rows, 40 times off",
      "Filter: (kind = 'error')",
      "Buffers: 5 hit, 7 read",
    ]);
  });

  it("mark what rounding per loop makes uncertain", () => {
    const node = nodeOf(
      makeNode("Index Scan", 0.001, { "Actual Loops": 100_000, "Actual Rows": 0, "Rows Removed by Filter": 1 }),
    );
    expect(lines(firstFacts(node, null)).slice(0, 4)).toEqual([
      "Exclusive: 100.0 ms",
      "Inclusive: 100.0 ms ± 50.0 ms by rounding",
      "Loops: 100,000",
      "Rows: ~0 kept, ~100,000 removed",
    ]);
  });

  it("tell never executed and not timed from fast", () => {
    const [never, untimed] = [
      nodeOf(makeNode("Result", 0, { "Actual Loops": 0 })),
      makePlan({ "Node Type": "Result", "Actual Loops": 1, "Actual Rows": 1 }, 1).nodes[0],
    ];
    expect([lines(firstFacts(never, 1))[0], untimed && lines(firstFacts(untimed, 1))[0]]).toEqual([
      "Executed: never",
      "Time: not measured",
    ]);
  });

  it("leave no key of the server out, known or not", () => {
    const node = nodeOf(
      makeScan(1, 1, 0, {
        "Sort Key": ["a", "b DESC"],
        "Sort Space Used": 44,
        "WAL Bytes": 2048,
        "Total Cost": 12.5,
        "Prefetch Hits": 3,
        "Something New": { deep: [1, true] },
      }),
    );
    const groups = moreFacts(node).map(({ title, facts }) => [title, ...lines(facts)]);
    expect(groups).toEqual([
      ["Keys and output", "Sort Key: a, b DESC"],
      ["Memory and structures", "Sort Space Used: 44.0 kB"],
      ["Buffers, I/O and WAL", "WAL bytes: 2.0 kB"],
      ["What the planner expected", "Total Cost: 12.5", "Plan Rows: 1"],
      ["Further properties", "Prefetch Hits: 3", "Something New: deep: 1, yes"],
    ]);
  });

  it("give the leader what the workers leave", () => {
    const worker = (number: number, ms: number, rows: number) => ({
      "Worker Number": number,
      "Actual Total Time": ms,
      "Actual Rows": rows,
      "Actual Loops": 1,
      "Sort Method": "quicksort",
    });
    const node = nodeOf(
      makeNode("Sort", 30, { "Actual Loops": 3, "Actual Rows": 100, Workers: [worker(0, 20, 50), worker(1, 25, 60)] }),
    );
    expect(processShares(node)).toEqual([
      { name: "Leader", ms: 45, rows: 190, loops: 1, more: "" },
      { name: "Worker 0", ms: 20, rows: 50, loops: 1, more: "Sort Method: quicksort" },
      { name: "Worker 1", ms: 25, rows: 60, loops: 1, more: "Sort Method: quicksort" },
    ]);
    expect(processShares(nodeOf(makeNode("Sort", 30)))).toEqual([]);
  });
});

it("facts of a run name what stands beside the tree", () => {
  const plan = makePlan(makeNode("Result", 1), 10, {
    "Planning Time": 1.5,
    Planning: { "Shared Hit Blocks": 12, "Shared Read Blocks": 0, "Memory Used": 64 },
    Triggers: [{ "Trigger Name": "audit", Relation: "runs", Time: 2, Calls: 3 }],
    JIT: { Functions: 4, Timing: { Generation: { Deform: 0, Total: 1 }, Total: 3 } },
    Settings: { work_mem: "64MB" },
    "Query Identifier": "-7197966135205127973",
    "Brand New": 1,
  });
  expect(planFacts(plan).map(({ title, facts }) => [title, ...lines(facts)])).toEqual([
    ["Planning", "Time: 1.5 ms", "Shared Hit Blocks: 12", "Memory Used: 64.0 kB"],
    ["Triggers", "audit on runs: 2.0 ms, 3 calls"],
    ["JIT", "Functions: 4", "Timing Generation Total: 1.0 ms", "Timing Total: 3.0 ms"],
    ["Settings", "work_mem: 64MB"],
    ["Of the run", "Query Identifier: -7197966135205127973", "Brand New: 1"],
  ]);
});
