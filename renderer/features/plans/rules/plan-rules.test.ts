import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import { arbitraryTree } from "../../../../shared/plans/testing/arbitrary-tree.ts";
import { makeNode, makePlan } from "../../../../shared/plans/testing/make-plan.ts";
import { nextBox } from "../icicle/icicle-keys.ts";
import { layoutIcicle, pathTo } from "../icicle/layout-icicle.ts";
import { type Colouring, colourer, colourings, colouringsOf } from "./colouring.ts";
import { estimateFactor, nodeRemark } from "./describe-node.ts";
import { heatOf } from "./heat.ts";
import { type DrawnNode, drawRun } from "./plan-tree.ts";
import { printMs } from "./print-ms.ts";
import { factorWords, signed } from "./signed.ts";

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

const outline = (drawn: DrawnNode): unknown => [drawn.title, drawn.own, drawn.whole, ...drawn.children.map(outline)];

describe("a drawn plan", () => {
  it("has every InitPlan under the node that paid for it, and whole widths that add up to the run", () => {
    expect(drawRun(plan()).tops.map(outline)).toEqual([
      [
        "Aggregate",
        10,
        100,
        ["Sort", 40, 90, ["Seq Scan on runs", 30, 50, ["InitPlan 1: Result", 20, 20]], ["Index Scan", 0, 0]],
      ],
    ]);
  });

  it("as an icicle leaves out what has no width, and boxes lie inside their parents", () => {
    const run = drawRun(plan());
    const layout = layoutIcicle(run, null);
    expect(
      layout.boxes.map(({ drawn, left, width, depth, parentKey }) => [drawn.title, left, width, depth, parentKey]),
    ).toEqual([
      ["Aggregate", 0, 1, 0, null],
      ["Sort", 0, 0.9, 1, "1"],
      ["Seq Scan on runs", 0, 0.5, 2, "3"],
      ["InitPlan 1: Result", 0, 0.2, 3, "4"],
    ]);
    expect([layout.narrow, layout.rows]).toEqual([0, 4]);
  });

  it("can show one node as wide as the picture, with the way back", () => {
    const run = drawRun(plan());
    const path = pathTo(run, "4");
    expect(path.map(({ key }) => key)).toEqual(["1", "3", "4"]);
    expect(layoutIcicle(run, path.at(-1) ?? null).boxes.map(({ drawn, width }) => [drawn.key, width])).toEqual([
      ["4", 1],
      ["2", 0.4],
    ]);
    expect(pathTo(run, "99")).toEqual([]);
  });

  it("is walked by arrows: up, down to the widest, and along a row", () => {
    const { boxes } = layoutIcicle(
      drawRun(makePlan(makeNode("A", 10, {}, [makeNode("B", 2), makeNode("C", 5, {}, [makeNode("D", 1)])]), 12)),
      null,
    );
    const steps = [
      "ArrowDown",
      "ArrowDown",
      "ArrowUp",
      "ArrowLeft",
      "ArrowLeft",
      "ArrowUp",
      "ArrowRight",
      "End",
      "Home",
    ];
    let at = "1";
    const way = steps.map((key) => {
      at = nextBox(boxes, at, key) ?? at;
      return at;
    });
    expect(way).toEqual(["3", "4", "3", "2", "2", "1", "Rest", "Rest", "1"]);
  });

  it("stands beside what no node contains, which is never more than the run had room for", () => {
    const run = drawRun(
      makePlan(makeNode("ModifyTable", 50), 100, {
        "Planning Time": 7,
        Triggers: [{ "Trigger Name": "t", Time: 30, Calls: 1 }],
        JIT: { Timing: { Total: 40 } },
        Serialization: { Time: 5 },
      }),
    );
    expect(run.tops.map(({ key, whole }) => [key, whole])).toEqual([
      ["1", 50],
      ["Serialization", 5],
      ["Triggers", 30],
      ["JIT", 15],
      ["Planning", 7],
    ]);
    expect(run.whole).toBe(107);
  });

  it("is as wide as a Gather was waited for, though its workers ran on beside other work", () => {
    const gather = makeNode("Gather", 8, { "Workers Launched": 2 }, [
      makeNode("Seq Scan", 120, { "Actual Loops": 3, "Relation Name": "runs" }, [
        makeNode("Result", 30, { "Actual Loops": 3 }),
      ]),
    ]);
    const run = drawRun(makePlan(makeNode("Limit", 100, {}, [gather]), 100));
    expect(run.tops.map(outline)).toEqual([
      ["Limit", 92, 100, ["Gather", 0, 8, ["Seq Scan on runs", 90, 8, ["Result", 30, 2]]]],
    ]);
    expect(run.whole).toBe(100);
  });

  it("stands beside a CTE that wrote after the root", () => {
    const cte = makeNode("ModifyTable", 20, { "Parent Relationship": "InitPlan", "Subplan Name": "CTE gone" });
    const run = drawRun(makePlan(makeNode("Result", 10, {}, [cte]), 30));
    expect(run.tops.map(outline)).toEqual([
      ["Result", 10, 10],
      ["CTE gone: ModifyTable", 20, 20],
    ]);
  });

  it("of an estimate is measured by cost, CTEs where they are defined", () => {
    const { Plan } = document[0] ?? {};
    const bare = JSON.parse(JSON.stringify({ Plan }, (key, value) => (key.startsWith("Actual") ? undefined : value)));
    const [estimate] = readPlans(JSON.stringify([bare]));
    expect(estimate && drawRun(estimate).tops.map(({ key, own }) => [key, own])).toEqual([["1", 0]]);
    expect(estimate && layoutIcicle(drawRun(estimate), null).boxes.length).toBeGreaterThan(2);
  });
});

const trees = arbitraryTree(fc.double({ min: 0, max: 100, noNaN: true }).map((ms) => makeNode("Result", ms)));

it("no box sticks out of the one above it, or over its neighbour, whatever the server's figures are", () => {
  fc.assert(
    fc.property(trees, fc.double({ min: 0, max: 200, noNaN: true }), (tree, executionMs) => {
      const { boxes } = layoutIcicle(drawRun(makePlan(tree, executionMs)), null);
      const byKey = new Map(boxes.map((box) => [box.drawn.key, box]));
      const ends = new Map<string | null, number>();
      for (const { parentKey, left, width } of boxes) {
        const above = parentKey === null ? { left: 0, width: 1 } : byKey.get(parentKey);
        expect(left).toBeGreaterThanOrEqual((ends.get(parentKey) ?? above?.left ?? 1) - 1e-9);
        expect(left + width).toBeLessThanOrEqual((above ? above.left + above.width : 0) + 1e-9);
        ends.set(parentKey, left + width);
      }
    }),
  );
});

describe("the colour of a box", () => {
  const found = (colouring: Colouring) => {
    const run = makePlan(
      makeNode("A", 10, { "Plan Rows": 1, "Actual Rows": 500, "Shared Hit Blocks": 100 }, [
        makeNode("B", 9, { "Shared Hit Blocks": 80 }),
      ]),
      10,
    );
    const colourOf = colourer(run, colouring, 10);
    const [top] = drawRun(run).tops;
    return [top, top?.children[0]].map((drawn) => drawn && [colourOf(drawn).heat, colourOf(drawn).words]);
  };

  it("says own time, own buffers or the misestimate", () => {
    expect(colourings.map(found)).toEqual([
      [
        [2, "1.0 ms itself, 10.0 % of the run"],
        [4, "9.0 ms itself, 90.0 % of the run"],
      ],
      [
        [3, "20 own buffers, 20.0 % of all"],
        [4, "80 own buffers, 80.0 % of all"],
      ],
      [
        [3, "rows misestimated by a factor of 500"],
        [0, "rows estimated well"],
      ],
    ]);
  });

  it("is offered only where there are figures", () => {
    const estimate = makePlan({ "Node Type": "Result", "Plan Rows": 1 }, 1);
    expect([colouringsOf(estimate), colouringsOf(makePlan(makeNode("A", 1), 1))]).toEqual([
      ["own"],
      ["own", "estimate"],
    ]);
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

it("times of a column have the decimals that the whole run needs", () => {
  expect([printMs(0.04, 0.06), printMs(0.04, 5), printMs(0.04, 50), printMs(0.04, null)]).toEqual([
    "0.040",
    "0.04",
    "0.0",
    "0.0",
  ]);
});

it("changes have a sign, unless they print as nothing, and a factor where both sides are something", () => {
  const two = (value: number) => value.toFixed(2);
  expect([signed(-402.1, two), signed(3, two), signed(-0.001, two)]).toEqual(["−402.10", "+3.00", "0.00"]);
  expect([factorWords(100, 2), factorWords(2, 3), factorWords(5, 5), factorWords(100, 101), factorWords(0, 5)]).toEqual(
    ["50 times less", "1.5 times more", "the same", "about the same", null],
  );
});

it("heat has five steps by share", () => {
  expect([0, 0.02, 0.03, 0.1, 0.25, 0.4, 1].map(heatOf)).toEqual([0, 0, 1, 2, 3, 4, 4]);
});
