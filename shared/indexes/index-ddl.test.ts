import { expect, it } from "vitest";
import { makeIndex } from "../plans/testing/make-plan.ts";
import { createIndexFix, dropIndexFix, indexName, setIndexOptionFix } from "./index-ddl.ts";
import { readableIdentifier, readableName } from "./readable-name.ts";

it("names are bare where Postgres takes them bare", () => {
  expect(["runs", "order", "Runs", "a b", "1st", 'q"', "user", "_x1"].map(readableIdentifier)).toEqual([
    "runs",
    '"order"',
    '"Runs"',
    '"a b"',
    '"1st"',
    '"q"""',
    '"user"',
    "_x1",
  ]);
  expect(readableName("public", "Odd table")).toBe('public."Odd table"');
});

it("an index's name fits in 63 bytes and is not taken", () => {
  expect(indexName("runs", ["kind", "ts"])).toBe("runs_kind_ts_idx");
  expect(indexName("runs", ["kind"], ["runs_kind_idx", "runs_kind_idx1"])).toBe("runs_kind_idx2");
  expect(indexName("größe", ["payload ->> 'x'"])).toBe("gr_e_payload_x__idx");
  expect(indexName("t".repeat(80), ["a"]).length).toBe(63);
});

it("DDL can be taken back", () => {
  const draft = {
    schema: "public",
    table: "runs",
    keys: ["kind", "ts DESC"],
    nameParts: ["kind", "ts"],
    predicate: "ts IS NOT NULL",
    method: "btree",
  };
  expect(createIndexFix(draft)).toEqual({
    title: "Create index runs_kind_ts_idx",
    sql: "CREATE INDEX CONCURRENTLY runs_kind_ts_idx\n  ON public.runs USING btree (kind, ts DESC)\n  WHERE ts IS NOT NULL;",
    downSql: "DROP INDEX CONCURRENTLY IF EXISTS public.runs_kind_ts_idx;",
    transactional: false,
  });
});

it("an index of a partitioned table is made and dropped without CONCURRENTLY", () => {
  const definition = 'CREATE INDEX "a ON ONLY b" ON ONLY public.runs USING btree (kind)';
  expect(dropIndexFix(makeIndex("a ON ONLY b", ["kind"], { isPartitioned: true, definition }))).toEqual({
    title: "Drop index a ON ONLY b",
    sql: 'DROP INDEX IF EXISTS public."a ON ONLY b";',
    downSql: 'CREATE INDEX "a ON ONLY b" ON public.runs USING btree (kind);',
    transactional: true,
  });
  expect(
    createIndexFix({ schema: "public", table: "runs", keys: ["kind"], nameParts: ["kind"], isPartitioned: true }),
  ).toMatchObject({ sql: "CREATE INDEX runs_kind_idx\n  ON public.runs (kind);", transactional: true });
});

it("a storage parameter is set, and set back to what it was", () => {
  const index = makeIndex("a", ["kind"], { options: ["lists=10"] });
  expect(setIndexOptionFix(index, "lists", "20", true)).toEqual({
    title: "Set lists of a to 20",
    sql: "ALTER INDEX public.a SET (lists = 20);\nREINDEX INDEX CONCURRENTLY public.a;",
    downSql: "ALTER INDEX public.a SET (lists = 10);\nREINDEX INDEX CONCURRENTLY public.a;",
    transactional: false,
  });
});
