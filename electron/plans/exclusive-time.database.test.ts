import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Plan, PlanNode } from "../../shared/plans/model.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { type CorpusCase, corpusSchema, planCorpus } from "./testing/plan-corpus.ts";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    for (const sql of corpusSchema) await session.execute(sql);
    await session.execute("VACUUM ANALYZE");
  });
});
afterAll(() => test.close());

async function explain({ settings = "", sql }: CorpusCase, prefix: string): Promise<readonly Plan[]> {
  return await test.databases.write(test.ref, { purpose: "test" }, async (session) => {
    await session.execute("BEGIN");
    for (const setting of settings.split(";")) if (setting.trim()) await session.execute(setting);
    const answer = await session.query(`EXPLAIN (${prefix}, FORMAT JSON) ${sql}`, [], { maxCellBytes: 1 << 26 });
    await session.execute("ROLLBACK");
    return readPlans(answer.rows[0]?.[0] ?? "");
  });
}

/** What breaks the invariants of exclusive time and counters; empty when nothing does. */
function broken(plan: Plan): readonly string[] {
  const [root] = plan.nodes;
  const rootMs = root?.inclusiveMs ?? 0;
  const tolerance = Math.max(rootMs * 0.02, 0.1);
  const sum = plan.nodes.reduce((total, node) => total + (node.exclusiveMs ?? 0), 0) - plan.outsideMs;
  const faults: string[] = [];
  if (Math.abs(sum - rootMs) > tolerance) faults.push(`the sum is ${sum}, the root ${rootMs}`);
  const mostNegative = -Math.max(rootMs * 0.02, 0.05);
  // Times have three decimals per loop: a node and its children may be off by half a microsecond for each loop.
  const rounding = (node: PlanNode) =>
    plan.nodes
      .filter((other) => other === node || other.parentId === node.id)
      .reduce((sum, other) => sum + (0.0005 * (other.loops ?? 0)) / other.divisor, 0);
  // Workers go on while the leader is above its Gather: their clock may run longer than the Gather's own.
  const isOverlapped = (node: PlanNode) => node.nodeType.startsWith("Gather");
  for (const node of plan.nodes.filter((one) => !isOverlapped(one)))
    if ((node.exclusiveMs ?? 0) < mostNegative - rounding(node))
      faults.push(`${describeNode(node)} has ${node.exclusiveMs} ms`);
  return [...faults, ...brokenCounters(plan)];
}

function brokenCounters(plan: Plan): readonly string[] {
  const names = Object.keys(plan.nodes[0]?.buffers ?? {}).filter((name) => !name.endsWith("Ms"));
  return names.flatMap((name) => {
    const whole = plan.nodes[0]?.buffers[name] ?? 0;
    const sum = plan.nodes.reduce((total, node) => total + (node.exclusiveBuffers[name] ?? 0), 0);
    const isSummed = Math.abs(sum - whole) < 0.01;
    const negative = plan.nodes.filter((node) => (node.exclusiveBuffers[name] ?? 0) < -0.01);
    return [
      ...(isSummed ? [] : [`${name}: the sum is ${sum}, the root ${whole}`]),
      ...negative.map((node) => `${describeNode(node)} has ${node.exclusiveBuffers[name]} ${name}`),
    ];
  });
}

const describeNode = (node: PlanNode) => `${node.id} ${node.nodeType} ${node.subplanName ?? ""}`;

describe("exclusive times of real plans add up to the root, and none is negative", () => {
  it.each(planCorpus)("$name", async (one) => {
    for (const prefix of ["ANALYZE, VERBOSE, BUFFERS", "ANALYZE, BUFFERS"]) {
      const plans = await explain(one, prefix);
      expect(plans.flatMap(broken), `${prefix}: ${JSON.stringify(plans[0]?.nodes.map(describeNode))}`).toEqual([]);
    }
  });

  it("the corpus holds what the rules treat on their own", async () => {
    const plans: Plan[] = [];
    for (const one of planCorpus) plans.push(...(await explain(one, "ANALYZE, VERBOSE, BUFFERS")));
    const nodes = plans.flatMap((plan) => plan.nodes);
    const seen = {
      parallel: nodes.some((node) => node.divisor > 1),
      neverExecuted: nodes.some((node) => node.loops === 0),
      paidInitPlan: nodes.some((node) => node.relationship === "InitPlan" && node.paidBy.length === 1),
      sharedCte: nodes.some((node) => node.paidBy.length > 1),
      subPlan: nodes.some((node) => node.relationship === "SubPlan" && (node.loops ?? 0) > 1),
    };
    expect(seen).toEqual({ parallel: true, neverExecuted: true, paidInitPlan: true, sharedCte: true, subPlan: true });
  });
});
