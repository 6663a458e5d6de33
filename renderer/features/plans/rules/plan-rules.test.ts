import { describe, expect, it } from "vitest";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import { layoutIcicle } from "../icicle/layout-icicle.ts";
import { estimateFactor, nodeRemark } from "./describe-node.ts";
import { heatOf } from "./heat.ts";
import { drawPlan } from "./plan-tree.ts";

const timed = (type: string, ms: number, more: object = {}) => ({
  "Node Type": type,
  "Plan Rows": 1,
  "Total Cost": ms * 2,
  "Actual Rows": 1,
  "Actual Loops": 1,
  "Actual Total Time": ms,
  ...more,
});

// 100 ms: a scan of 30 that pays for an InitPlan of 20, and a sort of 40 over it.
const document = [
  {
    Plan: timed("Aggregate", 100, {
      Plans: [
        timed("Result", 20, { "Parent Relationship": "InitPlan", "Subplan Name": "InitPlan 1" }),
        timed("Sort", 90, {
          "Parent Relationship": "Outer",
          "Sort Key": ["created_at DESC"],
          "Sort Method": "top-N heapsort",
          "Sort Space Used": 44,
          "Sort Space Type": "Memory",
          Plans: [
            timed("Seq Scan", 50, {
              "Parent Relationship": "Outer",
              "Relation Name": "runs",
              Alias: "r",
              "Plan Rows": 4000,
              Filter: "(kind = (InitPlan 1).col1)",
            }),
            timed("Index Scan", 0, { "Parent Relationship": "SubPlan", "Actual Loops": 0, "Index Name": "runs_pkey" }),
          ],
        }),
      ],
    }),
  },
];

function plan() {
  const [first] = readPlans(JSON.stringify(document));
  if (!first) throw new Error("no plan");
  return first;
}

describe("a drawn plan", () => {
  it("has every InitPlan under the node that paid for it, and whole widths that add up to the run", () => {
    const outline = (drawn: ReturnType<typeof drawPlan>): unknown =>
      drawn && [drawn.node.nodeType, drawn.own, drawn.whole, ...drawn.children.map(outline)];
    expect(outline(drawPlan(plan()))).toEqual([
      "Aggregate",
      10,
      100,
      ["Sort", 40, 90, ["Seq Scan", 30, 50, ["Result", 20, 20]], ["Index Scan", 0, 0]],
    ]);
  });

  it("as an icicle leaves out what has no width, and boxes lie inside their parents", () => {
    expect(layoutIcicle(plan()).map(({ node, left, width, depth }) => [node.nodeType, left, width, depth])).toEqual([
      ["Aggregate", 0, 1, 0],
      ["Sort", 0, 0.9, 1],
      ["Seq Scan", 0, 0.5, 2],
      ["Result", 0, 0.2, 3],
    ]);
  });

  it("of an estimate is measured by cost", () => {
    const { Plan } = document[0] ?? {};
    const bare = JSON.parse(JSON.stringify({ Plan }, (key, value) => (key.startsWith("Actual") ? undefined : value)));
    const [estimate] = readPlans(JSON.stringify([bare]));
    expect(estimate && drawPlan(estimate)?.own).toBe(0);
    expect(estimate && layoutIcicle(estimate).length).toBeGreaterThan(2);
  });
});

describe("words about a node", () => {
  it("name it and tell it apart", () => {
    expect(plan().nodes.map((node) => `${nodeTitle(node)} | ${nodeRemark(node)}`)).toEqual([
      "Aggregate | ",
      "Result | InitPlan 1",
      "Sort | by created_at DESC, top-N heapsort, 44.0 kB",
      "Seq Scan on runs | r, (kind = (InitPlan 1).col1)",
      "Index Scan | using runs_pkey",
    ]);
  });

  it("count how far off the estimate was; never executed is not off", () => {
    expect(plan().nodes.map(estimateFactor)).toEqual([1, 1, 1, 4000, 1]);
  });
});

it("heat has five steps by share", () => {
  expect([0, 0.02, 0.03, 0.1, 0.25, 0.4, 1].map(heatOf)).toEqual([0, 0, 1, 2, 3, 4, 4]);
});
