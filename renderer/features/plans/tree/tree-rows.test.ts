import { expect, it } from "vitest";
import { readPlans } from "../../../../shared/plans/reading/read-plans.ts";
import { makeNode, makePlan } from "../../../../shared/plans/testing/make-plan.ts";
import { ancestorsOf, closedAtFirst, findNodes, slowestOf, treeRows, treeStep } from "./tree-rows.ts";

const node = (type: string, ...plans: object[]) => ({ "Node Type": type, "Plan Rows": 1, Plans: plans });
const [plan] = readPlans(JSON.stringify([{ Plan: node("A", node("B", node("C")), node("D")) }]));
if (!plan) throw new Error("no plan");

const names = (closed: readonly number[]) =>
  treeRows(plan, new Set(closed))
    .map((row) => row.node.nodeType)
    .join("");

it("shows what no closed node hides", () => {
  expect([names([]), names([2]), names([1]), names([3])]).toEqual(["ABCD", "ABD", "A", "ABCD"]);
  expect(treeRows(plan, new Set([2])).map(({ place, siblings, isOpen }) => [place, siblings, isOpen])).toEqual([
    [1, 1, true],
    [1, 2, false],
    [2, 2, true],
  ]);
});

it("goes and opens by keys as trees do", () => {
  const rows = treeRows(plan, new Set([2]));
  const step = (id: number, key: string) => treeStep(rows, id, key);
  expect([
    step(1, "ArrowDown"),
    step(2, "ArrowRight"),
    step(4, "ArrowLeft"),
    step(1, "ArrowLeft"),
    step(1, "End"),
  ]).toEqual([
    { kind: "go", id: 2 },
    { kind: "toggle", id: 2 },
    { kind: "go", id: 1 },
    { kind: "toggle", id: 1 },
    { kind: "go", id: 4 },
  ]);
  expect([step(1, "ArrowUp"), step(4, "ArrowDown"), step(4, "ArrowRight"), step(1, "x"), step(99, "End")]).toEqual(
    Array(5).fill(null),
  );
});

it("shows what was looked for, with what leads to it", () => {
  const found = findNodes(plan, " c");
  expect(found).toEqual(new Set([3]));
  expect(treeRows(plan, new Set([1]), found).map((row) => [row.node.nodeType, row.isContext])).toEqual([
    ["A", true],
    ["B", true],
    ["C", false],
  ]);
  expect([findNodes(plan, "  "), findNodes(plan, "zzz")?.size, ancestorsOf(plan, 3)]).toEqual([null, 0, [2, 1]]);
});

it("starts a large plan with its cheap branches closed, and knows the slowest node", () => {
  const many = Array.from({ length: 400 }, (_, place) =>
    makeNode("Append", place === 7 ? 60 : 0.01, {}, [makeNode("Result", 0)]),
  );
  const large = makePlan(makeNode("Append", 100, {}, many), 100);
  const closed = closedAtFirst(large);
  const rows = treeRows(large, closed);
  expect([closed.size, rows.length, slowestOf(large), closedAtFirst(plan).size]).toEqual([799, 402, 16, 0]);
});
