import { describe, expect, it } from "vitest";
import { drawCandidates } from "../candidates/draw-candidates.ts";
import type { AdviserFacts, Measured, TableFacts } from "../model.ts";
import { readNeeds } from "../needs/read-needs.ts";
import {
  makeColumn,
  makeFacts,
  makeIndex,
  makeMeasured,
  makeScanPlan,
  makeTable,
} from "../testing/adviser-examples.ts";
import { explainNoGain } from "./after-proof.ts";
import type { RefusalSubject } from "./refusal-subject.ts";
import { findRefusal } from "./registry.ts";

const columns = [
  makeColumn("id", { type: "bigint" }),
  makeColumn("a"),
  makeColumn("b"),
  makeColumn("at", { type: "timestamp without time zone", correlation: 0.1 }),
];
const key = makeIndex("t_pkey", ["id"], { isUnique: true });

interface Example {
  readonly scan: object;
  readonly above?: readonly object[];
  readonly table?: Partial<TableFacts>;
  readonly facts?: Partial<AdviserFacts>;
  readonly before?: Measured | null;
  readonly offsetRows?: number;
}

function subjectOf(example: Example): RefusalSubject {
  const { scan, above = [], offsetRows = 0, before = makeMeasured(10, 1000) } = example;
  const table = makeTable(columns, { indexes: [key], ...example.table });
  const facts = makeFacts(table, example.facts);
  const plan = makeScanPlan(scan, ...above);
  const needs = readNeeds(plan, facts);
  const drawn = drawCandidates(plan, needs, facts, false);
  return { text: { sql: "", offsetRows }, plan, needs, facts, drawn, before };
}
const code = (example: Example) => findRefusal(subjectOf(example))?.code ?? null;

const limit = { "Node Type": "Limit" };
const equal = { Filter: "(t.a = 'x'::text)" };

describe("no index is advised", () => {
  it.each<readonly [string | null, string, Example]>([
    [null, "where one could help", { scan: equal }],
    ["tinyTable", "for a table of a few pages", { scan: equal, table: { heapBytes: 8192 } }],
    ["largeOffset", "for a large OFFSET", { scan: {}, above: [limit], offsetRows: 5000 }],
    [
      "randomOrder",
      "for a random order",
      { scan: equal, above: [limit, { "Node Type": "Sort", "Sort Key": ["(random())"] }] },
    ],
    [
      "volatileFilter",
      "for a value that is drawn for each row",
      { scan: { Filter: "(t.a = draw())" }, facts: { volatility: { draw: "v" } } },
    ],
    ["castColumn", "for a cast that hides an index", { scan: { Filter: "((t.id)::text = '7'::text)" } }],
    ["parameterType", "for a number of a wider type", { scan: { Filter: "((t.id)::numeric = 7.5)" } }],
    ["alreadyServed", "where an index serves", { scan: { Filter: "(t.id = 7)" } }],
    ["alreadyFast", "where nothing is left to save", { scan: equal, before: makeMeasured(0.1, 9) }],
    ["stopsEarly", "where LIMIT ends the reading", { scan: equal, above: [limit], before: makeMeasured(0.1, 20) }],
    ["notEqual", "for what differs", { scan: { Filter: "(t.a <> 'x'::text)" } }],
    ["wholeTable", "for a query of all rows", { scan: {}, above: [{ "Node Type": "Aggregate", Output: ["sum(id)"] }] }],
    ["stopsEarly", "for the first rows of any", { scan: {}, above: [limit] }],
    ["lowSelectivity", "where most rows match", { scan: { ...equal, "Plan Rows": 90_000 } }],
    [
      "pruned",
      "where pruning does the work",
      { scan: { ...equal, "Plan Rows": 90_000 }, table: { partitionOf: { schema: "public", name: "whole" } } },
    ],
    [
      "bitmapAnd",
      "where two indexes meet",
      {
        scan: { ...equal, "Node Type": "Bitmap Heap Scan" },
        above: [{ "Node Type": "BitmapAnd" }],
        before: makeMeasured(0.2, 60),
      },
    ],
    [
      "skipScan",
      "where a skip scan serves, since 18",
      {
        scan: { "Node Type": "Index Scan", "Index Name": "ab", "Index Cond": "(t.b = 'x'::text)", "Index Searches": 7 },
        table: { indexes: [makeIndex("ab", ["a", "b"])] },
        before: makeMeasured(0.2, 30),
      },
    ],
    ["notUnderstood", "for conditions that no index serves", { scan: { Filter: "(t.a = t.b)" } }],
  ])("%s: %s", (expected, _, example) => {
    expect(code(example)).toBe(expected);
  });

  it("with what to do instead", () => {
    const advice = (example: Example) => findRefusal(subjectOf(example))?.otherAdvice?.[0]?.message;
    expect(advice({ scan: { Filter: "((t.id)::numeric = 7.5)" } })).toMatch(/Pass the parameter as bigint/);
    const day = {
      scan: { Filter: "((t.at)::date = '2026-01-01'::date)" },
      table: { indexes: [makeIndex("i", ["at"])] },
    };
    expect(advice(day)).toMatch(/for a day, with a range: at >= the day/);
    const page = [limit, { "Node Type": "Sort", "Sort Key": ["t.at"] }];
    expect(advice({ scan: {}, above: page, offsetRows: 5000 })).toMatch(/WHERE at > that value/);
  });
});

describe("why nothing passed the gate", () => {
  const measured = (rows: number, planned: number) => ({
    "Actual Rows": rows,
    "Actual Loops": 1,
    "Actual Total Time": 1,
    "Plan Rows": planned,
  });
  const both = "((t.a = 'x'::text) AND (t.b = 'y'::text))";
  it.each<readonly [string, Example]>([
    ["correlatedColumns", { scan: { Filter: both, ...measured(900, 20) } }],
    [
      "noCorrelation",
      { scan: { Filter: "(t.at > '2026-01-01'::timestamp without time zone)", ...measured(20_000, 20_000) } },
    ],
    ["lowSelectivity", { scan: { ...equal, ...measured(20_000, 20_000) } }],
    ["noGain", { scan: { ...equal, ...measured(100, 100) } }],
    ["noGain", { scan: { Filter: both, ...measured(900, 20) }, table: { statisticsColumns: [["a", "b"]] } }],
    ["alreadyServed", { scan: { ...equal, ...measured(100, 100), "Node Type": "Index Scan", "Index Name": "t_b" } }],
  ])("%s", (expected, example) => {
    expect(explainNoGain(subjectOf(example)).code).toBe(expected);
  });
});
