import { describe, expect, it } from "vitest";
import type { QueryAdvice, Recommendation, TableFacts } from "../model.ts";
import { advisePartitions } from "./advise-partitions.ts";
import { type AnsweredQuery, consolidate } from "./consolidate.ts";

const index = (body: string, savedMs = 1): Recommendation => ({
  ddl: `CREATE INDEX CONCURRENTLY i\n  ON public.t ${body};`,
  downDdl: "",
  name: "i",
  schema: "public",
  table: "t",
  family: "equality",
  reason: "",
  proven: true,
  sizeBytes: 1,
  buildMs: 1,
  before: { ms: savedMs + 1, buffers: 100, triggerMs: 0 },
  after: { ms: 1, buffers: 1, triggerMs: 0 },
  writeCost: null,
  redundantIndexes: [],
});
const answer = (query: number, calls: number, ...recommendations: Recommendation[]): AnsweredQuery => ({
  query,
  calls,
  advice: { recommendations } as unknown as QueryAdvice, // nothing else of it is looked at
});

describe("one list of indexes for many queries", () => {
  const brief = (answered: readonly AnsweredQuery[]) =>
    consolidate(answered).map(({ ddl, helps }) => [ddl.split("public.t ")[1], helps.map(({ query }) => query)]);

  it("names the same index once, and leaves out one that another starts with", () => {
    expect(
      brief([
        answer(0, 10, index("(a)")),
        answer(1, 1, index("(a, b)")),
        answer(2, 1, index("(a, b)")),
        answer(3, 1, index("(b)", 50)),
      ]),
    ).toEqual([
      ["(b);", [3]],
      ["(a, b);", [0, 1, 2]],
    ]);
  });

  it("keeps indexes of other kinds for themselves", () => {
    const partial = index("(a)\n  WHERE b IS NULL", 3);
    const gin = index("USING gin (a)", 2);
    expect(brief([answer(0, 1, partial), answer(1, 1, index("(a, c)")), answer(2, 1, gin), answer(3, 1, gin)])).toEqual(
      [
        ["USING gin (a);", [2, 3]],
        ["(a)\n  WHERE b IS NULL;", [0]],
        ["(a, c);", [1]],
      ],
    );
  });
});

describe("partitions", () => {
  const column = { name: "at", type: "timestamp with time zone", correlation: 0.99 } as TableFacts["columns"][number]; // the rest is not looked at
  const table = (more: Partial<TableFacts>): TableFacts => ({
    oid: 1,
    schema: "public",
    name: "log",
    rows: 30_000_000,
    heapBytes: 10 * 1024 ** 3,
    columns: [column],
    indexes: [],
    partitionOf: null,
    statisticsColumns: [],
    writes: { inserted: 1_000_000, updated: 100, hotUpdated: 0, deleted: 0, sequentialScans: 0, indexScans: 0 },
    ...more,
  });

  it("are advised for a large table that is only added to, in the order of a time", () => {
    expect(advisePartitions([table({}), table({ heapBytes: 100 * 1024 ** 3 })])).toMatchObject([
      { table: "log", column: "at", interval: "month" },
      { table: "log", column: "at", interval: "day" },
    ]);
  });

  it("are not advised for small, changed, scattered or partitioned ones", () => {
    const { writes } = table({});
    const misses = [
      { rows: 1000, heapBytes: 1e6 },
      { writes: { ...writes, updated: 500_000 } },
      { writes: { ...writes, inserted: 0 } },
      { columns: [{ ...column, correlation: 0.2 }] },
      { partitionOf: { schema: "public", name: "logs" } },
    ];
    expect(misses.flatMap((miss) => advisePartitions([table(miss)]))).toEqual([]);
  });
});
