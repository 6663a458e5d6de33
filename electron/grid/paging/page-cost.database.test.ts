import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageStart } from "../../../shared/grid/model.ts";
import { openSession } from "../../postgres/connect.ts";
import type { OwnedSession } from "../../postgres/session.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { type AskedPage, createTestGrid } from "../grid-test.ts";
import { readGridRelation } from "../relation/relation.ts";
import { chooseOrder } from "./choose-order.ts";
import { composePage } from "./page-statement.ts";

const rows = 1_000_000;
let test: TestDatabase;
let session: OwnedSession;
let grid: ReturnType<typeof createTestGrid>;

interface ExplainedNode {
  readonly "Node Type": string;
  readonly "Shared Hit Blocks": number;
  readonly "Shared Read Blocks": number;
  readonly Plans?: readonly ExplainedNode[];
}

/** Node types from the top down, and blocks touched, of the page's own statement. */
async function explain(asked: Pick<AskedPage, "name" | "sort">, start: PageStart) {
  const name = { schema: "public", name: asked.name };
  const relation = await test.databases.read(test.ref, "test", (read) => readGridRelation(read, name));
  const order = chooseOrder(relation, asked.sort ?? []);
  const { columns } = relation;
  const { sql, values } = composePage({
    name,
    relation,
    columns,
    order,
    start,
    filters: [],
    where: null,
    pageRows: 100,
  });
  const answer = await session.query(`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql}`, values);
  const [{ Plan: top }] = JSON.parse(answer.rows[0]?.[0] ?? "") as [{ Plan: ExplainedNode }]; // EXPLAIN's own JSON
  const nodes: string[] = [];
  const visit = (node: ExplainedNode) => {
    nodes.push(node["Node Type"]);
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(top);
  return { nodes, blocks: top["Shared Hit Blocks"] + top["Shared Read Blocks"] };
}

beforeAll(async () => {
  test = await createTestDatabase();
  session = await openSession(test.parameters, { purpose: "test" });
  grid = createTestGrid(test.parameters);
  for (const sql of [
    "CREATE TABLE million (id int PRIMARY KEY, state text NOT NULL, amount int, at timestamptz NOT NULL, note text, doc jsonb)",
    `INSERT INTO million SELECT g, (ARRAY['new','paid','sent'])[1 + g % 3], CASE WHEN g % 10 > 0 THEN g % 1000 END, '2024-01-01'::timestamptz + g * interval '1 minute', 'note ' || g, '{"a": 1}' FROM generate_series(1, ${rows}) g`,
    "CREATE INDEX ON million (state, id)",
    "CREATE INDEX ON million (amount DESC NULLS LAST, id)",
    "CREATE TABLE place AS SELECT * FROM million",
    "VACUUM ANALYZE million, place",
  ])
    await session.execute(sql);
});
afterAll(async () => {
  await grid.close();
  await session.close();
  await test.close();
});

describe("the page of a table with a million rows", () => {
  const byKey = { name: "million" };
  const byState = { name: "million", sort: [{ column: "state", isDescending: false }] };
  const byAmount = {
    name: "million",
    sort: [
      { column: "amount", isDescending: true, isNullsFirst: false },
      { column: "id", isDescending: false },
    ],
  };
  const byPlace = { name: "place" };

  it("is an index scan without a sort, wherever it starts", async () => {
    const plan = async (asked: Pick<AskedPage, "name" | "sort">, start: PageStart) =>
      (await explain(asked, start)).nodes;
    const scan = ["Subquery Scan", "Subquery Scan", "Limit", "Index Scan"];
    expect([
      await plan(byKey, { kind: "first" }),
      await plan(byKey, { kind: "after", key: ["900000"] }),
      await plan(byState, { kind: "after", key: ["paid", "500000"] }),
    ]).toEqual([scan, scan, scan]);
    // Read backwards, the hundred rows of the page are turned round; the table is not sorted.
    const back = [await plan(byKey, { kind: "last" }), await plan(byKey, { kind: "before", key: ["500000"] })];
    expect(back.map((nodes) => [nodes.includes("Sort"), ...nodes.slice(-2)])).toEqual([
      [true, "Limit", "Index Scan"],
      [true, "Limit", "Index Scan"],
    ]);
    const mixed = await plan(byAmount, { kind: "after", key: ["500", "499500"] });
    expect(mixed.filter((node) => /Seq Scan|Incremental/.test(node))).toEqual([]);
    expect(mixed.filter((node) => node.startsWith("Index Scan"))).toHaveLength(3);
    expect((await plan(byPlace, { kind: "after", key: ["(5000,1)"] })).at(-1)).toBe("Tid Range Scan");
  });

  it("touches as few blocks at its end as at its start", async () => {
    const cases: [Pick<AskedPage, "name" | "sort">, PageStart][] = [
      [byKey, { kind: "first" }],
      [byKey, { kind: "after", key: ["999000"] }],
      [byKey, { kind: "before", key: ["500000"] }],
      [byState, { kind: "after", key: ["sent", "900001"] }],
      [byAmount, { kind: "after", key: ["500", "499500"] }],
      [byAmount, { kind: "after", key: [null, "900000"] }],
      [byPlace, { kind: "first" }],
      [byPlace, { kind: "after", key: ["(9000,1)"] }],
      [byPlace, { kind: "last" }],
    ];
    for (const [asked, start] of cases) {
      const { blocks } = await explain(asked, start);
      expect(blocks, JSON.stringify([asked, start])).toBeLessThan(420);
    }
  });

  it("takes about as long at page 10,000 as at page 1", async () => {
    // The fastest of many: the machine has other things to do as well.
    const fastest = async (start: PageStart) => {
      const times: number[] = [];
      for (let run = 0; run < 15; run++) times.push((await grid.take({ name: "million", start })).page.durationMs);
      return Math.min(...times);
    };
    const first = await fastest({ kind: "first" });
    const late = await fastest({ kind: "after", key: ["999900"] });
    expect([first, late].every((ms) => ms < 150)).toBe(true);
    expect(late).toBeLessThan(first * 3 + 10);
    if (process.env.STEWARD_SHOW_FIGURES)
      process.stdout.write(`page 1: ${first.toFixed(1)} ms, page 10,000: ${late.toFixed(1)} ms\n`);
  });

  it("never counts", async () => {
    const { page } = await grid.take({ name: "million", pageRows: 1 });
    expect(page.estimatedRows).toBeGreaterThan(rows * 0.95);
    expect(grid.reader.statements.filter(({ sql }) => /count\(\*\)\s+FROM\s+"/i.test(sql))).toEqual([]);
  });
});
