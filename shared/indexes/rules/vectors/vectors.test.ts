import { describe, expect, it } from "vitest";
import { makeIndex } from "../../../plans/testing/make-plan.ts";
import type { TableIndex } from "../../model.ts";
import { makeActivity, makeDatabaseFacts, makeTableFacts } from "../../testing/make-table-facts.ts";
import { hnswMemory } from "./hnsw-memory.ts";
import { ivfflatLists } from "./ivfflat-lists.ts";
import { vectorDeadRows } from "./vector-dead-rows.ts";
import { vectorOperator } from "./vector-operator.ts";

const vectorIndex = (more: Partial<TableIndex> = {}, operatorClass = "public.vector_l2_ops") => {
  const index = makeIndex("runs_embedding_idx", ["embedding"], { accessMethod: "hnsw", ...more });
  return { ...index, keys: index.keys.map((key) => ({ ...key, operatorClass })) };
};

describe("statements that search by another distance than the index measures", () => {
  const found = (statement: string, indexes: readonly TableIndex[] = [vectorIndex()]) =>
    vectorOperator.find(
      makeTableFacts({ indexes, database: makeDatabaseFacts({ vectorSearches: [{ statement, calls: 7 }] }) }),
    );

  it("are told with the index that would serve them", () => {
    expect(
      found("SELECT id FROM runs ORDER BY embedding <=> $1 LIMIT 5", [vectorIndex({ options: ["m=24"] })]),
    ).toEqual([
      {
        code: "vector-operator-mismatch",
        severity: "warning",
        subject: "public.runs_embedding_idx <=>",
        message: expect.stringContaining(
          "by <=> (cosine), which none of its vector indexes measures: runs_embedding_idx (vector_l2_ops)",
        ),
        evidence: { operator: "<=>", calls: 7, statements: 1, example: expect.stringContaining("SELECT id") },
        fix: {
          title: "Create index runs_embedding_cosine_idx",
          sql: "CREATE INDEX CONCURRENTLY runs_embedding_cosine_idx\n  ON public.runs USING hnsw (embedding public.vector_cosine_ops)\n  WITH (m=24);",
          downSql: "DROP INDEX CONCURRENTLY IF EXISTS public.runs_embedding_cosine_idx;",
          transactional: false,
        },
      },
    ]);
  });

  it.each([
    ["SELECT id FROM public.runs r ORDER BY r.embedding <#> $1", 1],
    ['SELECT id FROM "runs" ORDER BY $1 <=> "embedding"', 1],
    ["select id from RUNS order by ($1::vector <+> r.embedding)", 1],
    ["SELECT id FROM runs ORDER BY embedding <-> $1", 0],
    ["SELECT id FROM runs_old ORDER BY embedding <=> $1", 0],
    ["SELECT id FROM runs ORDER BY other_embedding <=> $1", 0],
    ["SELECT embedding FROM runs ORDER BY summary <=> $1", 0],
  ])("%s: %i", (statement, count) => {
    expect(found(statement)).toHaveLength(count);
  });

  it("are none when another index measures it, or when nobody knows what one measures", () => {
    const sql = "SELECT id FROM runs ORDER BY embedding <=> $1";
    expect(found(sql, [vectorIndex(), vectorIndex({ name: "b" }, "public.vector_cosine_ops")])).toEqual([]);
    expect(found(sql, [vectorIndex({}, "mine.strange_ops")])).toEqual([]);
    expect(found(sql, [vectorIndex({ isValid: false })])).toEqual([]);
    expect(found(sql, [makeIndex("a", ["embedding"])])).toEqual([]);
  });
});

describe("how a vector index was made", () => {
  it("an HNSW index larger than the memory to build it is told with its parameters", () => {
    const found = (sizeBytes: number, accessMethod = "hnsw") =>
      hnswMemory.find(
        makeTableFacts({ indexes: [vectorIndex({ sizeBytes, accessMethod, options: ["ef_construction=128"] })] }),
      );
    expect(found(70_000_000)).toMatchObject([
      { evidence: { m: 16, efConstruction: 128, maintenanceMemoryBytes: 67_108_864 } },
    ]);
    expect([found(60_000_000), found(70_000_000, "btree")].flat()).toEqual([]);
  });

  it("IVFFlat lists are held against the rows", () => {
    const found = (lists: string | null, estimatedRows: number) =>
      ivfflatLists
        .find(
          makeTableFacts({
            estimatedRows,
            indexes: [vectorIndex({ accessMethod: "ivfflat", options: lists === null ? [] : [`lists=${lists}`] })],
          }),
        )
        .map(({ fix }) => fix?.sql.split("\n"));
    const set = (lists: number) => [
      [
        `ALTER INDEX public.runs_embedding_idx SET (lists = ${lists});`,
        "REINDEX INDEX CONCURRENTLY public.runs_embedding_idx;",
      ],
    ];
    expect([found("10", 1_000_000), found(null, 9_000_000), found("1000", 20_000)]).toEqual([
      set(1000),
      set(3000),
      set(20),
    ]);
    expect([found("1000", 1_000_000), found(null, 100_000), found("2000", 9_000_000), found("1", 500)].flat()).toEqual(
      [],
    );
  });

  it("dead rows are told where they are many", () => {
    const found = (deadRows: number, estimatedRows: number) =>
      vectorDeadRows.find(
        makeTableFacts({ indexes: [vectorIndex()], estimatedRows, activity: makeActivity({ deadRows }) }),
      );
    expect(found(2_000, 8_000)).toMatchObject([{ code: "vector-dead-rows", evidence: { deadShare: 0.2 } }]);
    expect([found(999, 0), found(2_000, 80_000)].flat()).toEqual([]);
  });
});
