import type { JsonObject } from "../../../shared/plans/json/exact-json.ts";
import { readPlanText } from "../../../shared/plans/text/read-plan-text.ts";

/** A plan in both forms. */
export interface LargePlan {
  readonly json: string;
  readonly text: string;
}

/** An Append over joins of two tables each, four nodes for every join, with what VERBOSE and BUFFERS print. */
export function makeLargePlan(nodes: number): LargePlan {
  const joins = Math.floor((nodes - 1) / 4);
  const parts = Array.from({ length: joins }, (_, index) => joinLines(index));
  const root = `Append  (cost=0.00..${joins}00.00 rows=${joins}00 width=40) (actual time=0.010..${joins * 9}.000 rows=${joins}00.00 loops=1)`;
  const lines = [root, `  Buffers: shared hit=${joins * 40} read=${joins * 3}`, ...parts.flat()];
  const text = [...lines, "Planning Time: 5.000 ms", `Execution Time: ${joins * 9 + 10}.000 ms`].join("\n");
  return { text, json: JSON.stringify([toElement(text)], null, 2) };
}

function joinLines(index: number): readonly string[] {
  const node = (level: number, name: string, ms: number, rows: number) =>
    `${" ".repeat(2 + 6 * level)}->  ${name}  (cost=1.00..90.00 rows=100 width=40) (actual time=0.010..${ms.toFixed(3)} rows=${rows}.00 loops=1)`;
  const detail = (level: number, words: string) => `${" ".repeat(8 + 6 * level)}${words}`;
  return [
    node(0, "Hash Join", 9, 100),
    detail(0, "Output: o.id, o.amount, c.name"),
    detail(0, "Hash Cond: (o.customer_id = c.id)"),
    detail(0, "Buffers: shared hit=40 read=3"),
    node(1, `Seq Scan on public.orders_${index} o`, 5, 100),
    detail(1, "Output: o.id, o.amount, o.customer_id"),
    detail(1, "Filter: ((o.status = 'failed'::text) AND (o.amount > '10'::numeric))"),
    detail(1, `Rows Removed by Filter: ${9000 + (index % 1000)}`),
    detail(1, "Buffers: shared hit=30 read=3"),
    node(1, "Hash", 2, 2000),
    detail(1, "Buckets: 2048  Batches: 1  Memory Usage: 140kB"),
    detail(1, "Buffers: shared hit=10"),
    node(2, `Index Scan using customer_${index}_pkey on public.customer_${index} c`, 1, 2000),
    detail(2, "Output: c.name, c.id"),
    detail(2, "Index Cond: (c.id < 2000)"),
    detail(2, "Buffers: shared hit=10"),
  ];
}

/** The same plan as EXPLAIN's JSON has it: with every key that text leaves out. */
function toElement(text: string): JsonObject {
  const [plan] = readPlanText(text).plans;
  if (plan === undefined) throw new Error("The large plan was not read.");
  const made: { readonly properties: JsonObject; readonly children: unknown[] }[] = [];
  const json = (node: (typeof made)[number]): JsonObject =>
    node.children.length === 0 ? node.properties : ({ ...node.properties, Plans: node.children } as JsonObject); // of nodes
  for (const { properties } of plan.nodes) made.push({ properties, children: [] });
  for (const node of plan.nodes.toReversed()) {
    const own = made[node.id - 1];
    if (own !== undefined && node.parentId !== null) made[node.parentId - 1]?.children.unshift(json(own));
  }
  const [root] = made;
  return {
    Plan: root === undefined ? {} : json(root),
    "Planning Time": plan.planningMs,
    "Execution Time": plan.executionMs,
  };
}
