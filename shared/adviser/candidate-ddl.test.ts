import { expect, it } from "vitest";
import { candidateDdl } from "./candidate-ddl.ts";
import type { Candidate } from "./model.ts";
import { findRedundant } from "./redundant-indexes.ts";
import { makeIndex, makeTable } from "./testing/adviser-examples.ts";

const candidate = (more: Partial<Candidate["draft"]> = {}): Candidate => ({
  family: "equality",
  reason: "",
  draft: { schema: "public", table: "t", keys: ["a", "b"], nameParts: ["a", "b"], ...more },
});

it("an index is advised concurrently, built at once, and named like no other", () => {
  const tables = [makeTable([], { indexes: [makeIndex("t_a_b_idx", ["a"])] })];
  const all = { method: "gin", keys: ["a gin_trgm_ops"], include: ["c"], predicate: "d IS NULL" };
  expect(candidateDdl(candidate(), tables, ["t_a_b_idx1"])).toEqual({
    name: "t_a_b_idx2",
    ddl: "CREATE INDEX CONCURRENTLY t_a_b_idx2\n  ON public.t (a, b);",
    downDdl: "DROP INDEX CONCURRENTLY IF EXISTS public.t_a_b_idx2;",
    buildSql: "CREATE INDEX t_a_b_idx2 ON public.t (a, b);",
    dropSql: "DROP INDEX IF EXISTS public.t_a_b_idx2",
  });
  expect(candidateDdl(candidate(all), []).ddl).toBe(
    "CREATE INDEX CONCURRENTLY t_a_b_idx\n  ON public.t USING gin (a gin_trgm_ops) INCLUDE (c)\n  WHERE d IS NULL;",
  );
  // Postgres takes no CONCURRENTLY on a partitioned table.
  const parts = [makeTable([], { name: "t_1", partitionOf: { schema: "public", name: "t" } })];
  expect(candidateDdl(candidate(), parts).ddl).toBe("CREATE INDEX t_a_b_idx\n  ON public.t (a, b);");
});

it("an index that the new one starts with is needless, unless it means more", () => {
  const indexes = [
    makeIndex("prefix", ["a"]),
    makeIndex("same", ["a", "b"]),
    makeIndex("other", ["b"]),
    makeIndex("longer", ["a", "b", "c"]),
    makeIndex("unique", ["a"], { isUnique: true }),
    makeIndex("partial", ["a"], { predicate: "(b IS NULL)" }),
    makeIndex("identity", ["a"], { isReplicaIdentity: true }),
  ];
  const tables = [makeTable([], { indexes })];
  expect(findRedundant(candidate(), tables)).toEqual(["prefix", "same"]);
  expect(findRedundant(candidate({ predicate: "b IS NULL" }), tables)).toEqual([]);
});
