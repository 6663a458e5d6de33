import fc from "fast-check";
import { expect, it } from "vitest";
import type { JsonObject } from "../json/exact-json.ts";
import type { Plan } from "../model.ts";
import { arbitraryTree } from "../testing/arbitrary-tree.ts";
import { makeNode, makePlan } from "../testing/make-plan.ts";
import { changeOf, comparePlans } from "./compare-plans.ts";
import { matchNodes } from "./match-nodes.ts";
import { nodeTitle } from "./node-title.ts";
import { joinOrderOf } from "./shape-changes.ts";

const scan = (type: string, ms: number, alias: string, more: JsonObject = {}) =>
  makeNode(type, ms, { "Relation Name": "runs", Alias: alias, ...more });
const plan = (root: JsonObject, more: JsonObject = {}) => makePlan(root, 100, more);

const pairsOf = (before: Plan, after: Plan) =>
  matchNodes(before, after).map((pair) => [
    pair.before && `${nodeTitle(pair.before)} ${pair.before.alias ?? ""}`.trim(),
    pair.after && `${nodeTitle(pair.after)} ${pair.after.alias ?? ""}`.trim(),
    Math.round(changeOf(pair, (node) => node.exclusiveMs)),
  ]);

it("pairs nodes by what they work on, whatever the planner made of them and wherever they stand", () => {
  const before = plan(
    makeNode("Sort", 100, {}, [
      makeNode("Hash Join", 90, {}, [scan("Seq Scan", 60, "a"), makeNode("Hash", 20, {}, [scan("Seq Scan", 20, "b")])]),
    ]),
  );
  const after = plan(makeNode("Nested Loop", 12, {}, [scan("Index Scan", 2, "b"), scan("Index Scan", 4, "a")]));
  expect(pairsOf(before, after)).toEqual([
    ["Sort", null, -10],
    ["Hash Join", "Nested Loop", -4],
    ["Hash", null, 0],
    ["Seq Scan on runs b", "Index Scan on runs b", -18],
    ["Seq Scan on runs a", "Index Scan on runs a", -56],
  ]);
});

it("pairs every node once, and a plan with itself node by node", () => {
  const same = plan(
    makeNode("Append", 50, {}, [
      scan("Seq Scan", 10, "p_1"),
      scan("Seq Scan", 10, "p_1"),
      makeNode("Result", 5),
      makeNode("Result", 5),
    ]),
  );
  expect(matchNodes(same, same).map(({ before, after }) => [before?.id, after?.id])).toEqual(
    same.nodes.map(({ id }) => [id, id]),
  );
});

it("finds a renamed alias, and joins over mostly the same relations", () => {
  const table = (name: string) => scan("Seq Scan", 1, name, { "Relation Name": name });
  const join = (...children: JsonObject[]) => makeNode("Hash Join", 10, {}, children);
  const before = plan(join(join(table("a"), table("b")), table("c")));
  const after = plan(join(join(table("a"), table("c")), scan("Seq Scan", 1, "other", { "Relation Name": "b" })));
  expect(pairsOf(before, after).map(([was, is]) => [was, is])).toEqual([
    ["Hash Join", "Hash Join"],
    ["Hash Join", "Hash Join"],
    ["Seq Scan on a a", "Seq Scan on a a"],
    ["Seq Scan on c c", "Seq Scan on c c"],
    ["Seq Scan on b b", "Seq Scan on b other"],
  ]);
  expect([joinOrderOf(before), joinOrderOf(after)]).toEqual(["((a ⋈ b) ⋈ c)", "((a ⋈ c) ⋈ other)"]);
});

it("tells shape, estimates and settings apart", () => {
  const before = plan(
    makeNode("Limit", 100, {}, [
      makeNode("Sort", 99, { "Sort Key": ["ts DESC"] }, [scan("Seq Scan", 90, "r", { "Plan Rows": 100 })]),
    ]),
    { Settings: { work_mem: "4MB", jit: "off" } },
  );
  const after = plan(
    makeNode("Limit", 2, {}, [
      scan("Index Scan", 2, "r", { "Index Name": "runs_ts_idx", "Scan Direction": "Backward", "Plan Rows": 4612 }),
    ]),
    { Settings: { work_mem: "64MB", jit: "off" } },
  );
  const { shapeChanges, estimateChanges, settingChanges, cautions } = comparePlans(before, after);
  expect({
    shapeChanges,
    estimates: estimateChanges.map((change) => [change.before.estimatedRows, change.after.estimatedRows]),
    settingChanges,
    cautions,
  }).toEqual({
    shapeChanges: [
      { kind: "step", subject: "by ts DESC", before: "Sort", after: null, nodeId: null },
      {
        kind: "access",
        subject: "runs",
        before: "Seq Scan",
        after: "Index Scan using runs_ts_idx, backward",
        nodeId: 2,
      },
    ],
    estimates: [[100, 4612]],
    settingChanges: [{ name: "work_mem", before: "4MB", after: "64MB" }],
    cautions: [],
  });
});

it("says that sides of a join changed nothing of its order", () => {
  const table = (name: string) => scan("Seq Scan", 1, name, { "Relation Name": name });
  const one = plan(makeNode("Hash Join", 10, {}, [table("a"), table("b")]));
  const other = plan(makeNode("Hash Join", 10, {}, [table("b"), table("a")]));
  expect(comparePlans(one, other).shapeChanges).toEqual([]);
});

it("warns when the runs are not alike, and only then", () => {
  const run = (hit: number, read: number, rows: number, removed: number) =>
    plan(
      scan("Seq Scan", 10, "r", {
        "Shared Hit Blocks": hit,
        "Shared Read Blocks": read,
        "Actual Rows": rows,
        "Rows Removed by Filter": removed,
      }),
    );
  const codes = (before: Plan, after: Plan) => comparePlans(before, after).cautions.map(({ code }) => code);
  const estimate = plan({ "Node Type": "Result", "Plan Rows": 1 });
  expect([
    codes(run(1000, 0, 10, 990), run(1000, 0, 10, 990)),
    codes(run(1000, 200, 10, 990), run(1000, 0, 10, 990)),
    codes(run(10, 60, 10, 990), run(70, 0, 10, 990)),
    codes(run(0, 1000, 10, 990), run(1000, 0, 10, 990)),
    codes(run(1000, 0, 10, 990), run(1000, 0, 20, 1980)),
    codes(estimate, run(1, 0, 1, 0)),
    codes(estimate, estimate),
  ]).toEqual([[], [], [], ["cacheState"], ["resultRows", "tableRows"], ["oneIsEstimate"], []]);
});

const trees = arbitraryTree(
  fc
    .record({
      type: fc.constantFrom("Seq Scan", "Index Scan", "Hash Join", "Nested Loop", "Sort", "Hash", "Gather", "Append"),
      alias: fc.constantFrom("a", "b", "c"),
      relation: fc.constantFrom("r", "s"),
      ms: fc.double({ min: 0, max: 100, noNaN: true }),
    })
    .map(({ type, alias, relation, ms }) =>
      makeNode(type, ms, type.endsWith("Scan") ? { "Relation Name": relation, Alias: alias } : {}),
    ),
);

it("puts every node of both plans into exactly one pair, whatever the plans are", () => {
  fc.assert(
    fc.property(trees, trees, (left, right) => {
      const [before, after] = [plan(left), plan(right)];
      const pairs = matchNodes(before, after);
      const ids = (nodes: readonly ({ readonly id: number } | null)[]) =>
        nodes.flatMap((node) => (node === null ? [] : [node.id])).toSorted((a, b) => a - b);
      expect([ids(pairs.map((pair) => pair.before)), ids(pairs.map((pair) => pair.after))]).toEqual([
        before.nodes.map(({ id }) => id),
        after.nodes.map(({ id }) => id),
      ]);
      // The changes of the parts are the change of the whole, up to what is clamped for display.
      const sum = (one: Plan) => one.nodes.reduce((total, node) => total + Math.max(0, node.exclusiveMs ?? 0), 0);
      const changed = pairs.reduce((total, pair) => total + changeOf(pair, (node) => node.exclusiveMs), 0);
      expect(changed).toBeCloseTo(sum(after) - sum(before), 6);
    }),
  );
});
