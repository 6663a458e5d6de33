import { describe, expect, it } from "vitest";
import { compareQueries, queryFindings } from "./compare-plans.ts";
import { briefPlan, type PlanAnswer } from "./plan-queries.ts";

const plan = (cost: number, ...shape: string[]): PlanAnswer => ({ plan: { cost, shape } });
const refused = (sqlstate: string): PlanAnswer => ({ plan: null, error: `refused ${sqlstate}`, sqlstate });
const query = (sql: string) => ({ sql, calls: 5, totalMs: 10 });

describe("the plans before and after", () => {
  it("are a break, a regression, another plan, or the same; the worst comes first", () => {
    const cases: readonly (readonly [string, PlanAnswer, PlanAnswer])[] = [
      ["same", plan(10, "Seq Scan t"), plan(10.5, "Seq Scan t")],
      ["noise", plan(1, "Result"), plan(2.9, "Result")],
      ["unplannable", refused("42601"), refused("42601")],
      ["timed out", plan(1), refused("57014")],
      ["better", plan(100, "Seq Scan t"), plan(8, "Index Scan t using t_pkey")],
      ["other", plan(10, "Hash Join"), plan(12, "Merge Join")],
      ["slower", plan(8, "Index Scan t using t_a"), plan(100, "Seq Scan t")],
      ["broken", plan(8, "Seq Scan t"), refused("42703")],
      ["mended", refused("42703"), plan(1)],
    ];
    const top = { source: "pg_stat_statements", reason: null, queries: cases.map(([sql]) => query(sql)) } as const;
    const compared = compareQueries(
      top,
      cases.map(([, before]) => before),
      cases.map(([, , after]) => after),
    );
    expect(compared.queries.map(({ sql, verdict }) => `${sql}: ${verdict}`)).toEqual([
      "broken: breaking",
      "slower: regressed",
      "other: planChanged",
      "better: better",
      "mended: better",
      "same: same",
      "noise: same",
      "unplannable: notPlanned",
      "timed out: notPlanned",
    ]);
    expect(queryFindings("0001_a", compared).map(({ code, class: found, message }) => [code, found, message])).toEqual([
      ["query-breaks", "breaking", "A query of the target cannot be run after up: refused 42703."],
      ["query-regresses", "risky", "A query of the target is planned at 13 times its cost after up."],
    ]);
  });

  it("are shown without the passwords of their queries", () => {
    const top = { source: "file", reason: null, queries: [query("SELECT 'password=s3cret'")] } as const;
    const [shown] = compareQueries(top, [plan(1)], [plan(1)]).queries;
    expect(shown?.sql).toBe("SELECT 'password=***'");
  });

  it("are nothing when up failed, so that nothing was planned after it", () => {
    const top = { source: "file", reason: null, queries: [query("SELECT 1")] } as const;
    expect(compareQueries(top, [plan(1)], []).queries).toEqual([]);
  });
});

it("EXPLAIN's tree is read in pre-order, with relation and index", () => {
  const json = JSON.stringify([
    {
      Plan: {
        "Node Type": "Hash Join",
        "Total Cost": 12.5,
        Plans: [
          { "Node Type": "Seq Scan", "Relation Name": "a" },
          { "Node Type": "Hash", Plans: [{ "Node Type": "Index Scan", "Relation Name": "b", "Index Name": "b_pkey" }] },
        ],
      },
    },
  ]);
  expect(briefPlan(json)).toEqual({
    cost: 12.5,
    shape: ["Hash Join", "Seq Scan a", "Hash", "Index Scan b using b_pkey"],
  });
  expect(briefPlan("[]")).toEqual({ cost: 0, shape: [] });
});
