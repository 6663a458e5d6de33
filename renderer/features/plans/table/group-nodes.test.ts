import { expect, it } from "vitest";
import { makeNode, makePlan } from "../../../../shared/plans/testing/make-plan.ts";
import { type Grouping, groupNodes } from "./group-nodes.ts";

const scan = (type: string, ms: number, relation: string, index?: string) =>
  makeNode(type, ms, {
    Schema: "public",
    "Relation Name": relation,
    "Shared Hit Blocks": 10,
    "Shared Read Blocks": 1,
    ...(index === undefined ? {} : { "Index Name": index }),
  });

const plan = makePlan(
  makeNode("Nested Loop", 100, { "Shared Hit Blocks": 30, "Shared Read Blocks": 3 }, [
    scan("Seq Scan", 60, "runs"),
    scan("Index Scan", 20, "runs", "runs_pkey"),
    scan("Index Scan", 10, "steps", "steps_pkey"),
  ]),
  100,
);
const summed = (grouping: Grouping) =>
  groupNodes(plan.nodes, grouping, 100).map(({ name, nodes, exclusiveMs, share, hitBlocks, readBlocks }) => [
    name,
    nodes.length,
    exclusiveMs,
    share,
    hitBlocks,
    readBlocks,
  ]);

it("sums what each type, relation or index cost by itself", () => {
  expect([summed("type"), summed("relation"), summed("index")]).toEqual([
    [
      ["Seq Scan", 1, 60, 0.6, 10, 1],
      ["Index Scan", 2, 30, 0.3, 20, 2],
      ["Nested Loop", 1, 10, 0.1, 0, 0],
    ],
    [
      ["public.runs", 2, 80, 0.8, 20, 2],
      [null, 1, 10, 0.1, 0, 0],
      ["public.steps", 1, 10, 0.1, 10, 1],
    ],
    [
      [null, 2, 70, 0.7, 10, 1],
      ["runs_pkey", 1, 20, 0.2, 10, 1],
      ["steps_pkey", 1, 10, 0.1, 10, 1],
    ],
  ]);
});
