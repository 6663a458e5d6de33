import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../json/exact-json.ts";
import type { PlanContext } from "../../model.ts";
import { makeContext, makeIndex, makeNode, makePlan, makeRelation, makeScan } from "../../testing/make-plan.ts";
import { findPlanProblems } from "../registry.ts";

const found = (root: JsonObject, ms: number, context: PlanContext = makeContext()) =>
  findPlanProblems(makePlan(root, ms), context).map(({ code, savedMs, fix }) => ({
    code,
    savedMs: savedMs === null ? null : Math.round(savedMs),
    sql: fix?.sql.replace(/\s+/g, " "),
  }));
const codes = (root: JsonObject, ms: number, context?: PlanContext) => found(root, ms, context).map(({ code }) => code);
const filtered = (filter: string, more: JsonObject = {}) => makeScan(100, 1_000, 99_000, { Filter: filter, ...more });

describe("a missing index", () => {
  it.each([
    ["(r.kind = 'x'::text)", "(kind)"],
    ["((r.ts > now()) AND (r.kind = 'x'::text))", "(kind, ts)"],
    ["((r.kind = 'x'::text) AND (r.id = ANY ('{1,2}'::bigint[])))", "(kind, id)"],
    ["((r.kind = 'x'::text) AND (r.ts IS NULL))", "(kind) WHERE ts IS NULL"],
  ])("serves %s: %s", (filter, keys) => {
    expect(found(filtered(filter), 109)).toEqual([
      expect.objectContaining({
        code: "missing-index",
        savedMs: 99,
        sql: expect.stringContaining(`ON public.runs ${keys};`),
      }),
    ]);
  });

  it("puts equality before range before order, and drops an order that the range would break", () => {
    const sorted = (filter: string, key: string) =>
      makeNode("Sort", 101, { "Sort Key": [key] }, [filtered(filter, { "Parent Relationship": "Outer" })]);
    const sql = (filter: string, key: string) => found(sorted(filter, key), 109)[0]?.sql;
    expect(sql("((r.kind = 'x'::text) AND (r.ts > now()))", "r.ts DESC")).toContain("(kind, ts DESC);");
    expect(sql("(r.kind = 'x'::text)", "r.ts DESC")).toContain("(kind, ts DESC);");
    expect(sql("((r.kind = 'x'::text) AND (r.id > 7))", "r.ts")).toContain("(kind, id);");
  });

  it("is not missed where the scan keeps much, reads little, took no time or never ran", () => {
    const filter = { Filter: "(r.kind = 'x'::text)" };
    expect(codes(makeScan(100, 3_000, 7_000, filter), 109)).toEqual([]);
    expect(codes(makeScan(100, 9, 9_000, filter), 109)).toEqual([]);
    expect(codes(makeScan(2, 1_000, 99_000, filter), 109)).toEqual(["outside-tree"]);
    expect(codes(makeScan(0, 0, 0, { ...filter, "Actual Loops": 0 }), 109)).toEqual([]);
  });

  it("is told apart from an index that is there and was not chosen", () => {
    const context = makeContext(makeRelation({ indexes: [makeIndex("runs_kind_idx", ["kind", "ts"])] }));
    expect(codes(filtered("(r.kind = 'x'::text)"), 109, context)).toEqual(["unserved-filter"]);
    const partial = makeContext(makeRelation({ indexes: [makeIndex("p", ["kind"], { predicate: "id > 5" })] }));
    expect(codes(filtered("(r.kind = 'x'::text)"), 109, partial)).toEqual(["missing-index"]);
  });

  it("avoids names that are taken", () => {
    const context = makeContext(makeRelation({ indexes: [makeIndex("runs_kind_idx", ["kind"], { isValid: false })] }));
    expect(found(filtered("(r.kind = 'x'::text)"), 109, context)[0]?.sql).toContain("CONCURRENTLY runs_kind_idx1 ON");
  });
});

describe("a condition that needs a special index", () => {
  it.each([
    ["((r.payload ->> 'code'::text) = 'E7'::text)", "jsonb-without-index", "((payload ->> 'code'))"],
    [`(r.payload @> '{"a": 1}'::jsonb)`, "jsonb-without-index", "USING gin (payload jsonb_path_ops)"],
    ["(r.tags && '{a}'::text[])", "jsonb-without-index", "USING gin (tags)"],
    ["(r.title ~~ '%plan%'::text)", "pattern-without-index", "USING gin (title gin_trgm_ops)"],
    ["(r.title ~~* 'plan%'::text)", "pattern-without-index", "USING gin (title gin_trgm_ops)"],
    ["(r.title ~~ 'plan%'::text)", "pattern-without-index", "ON public.runs (title text_pattern_ops)"],
  ])("%s", (filter, code, sql) => {
    expect(found(filtered(filter), 109)).toEqual([
      expect.objectContaining({ code, sql: expect.stringContaining(sql) }),
    ]);
  });

  it("has it already, or has too few letters", () => {
    const gin = makeIndex("g", ["payload"], { accessMethod: "gin" });
    const context = makeContext(makeRelation({ indexes: [gin] }));
    expect(codes(filtered(`(r.payload @> '{"a": 1}'::jsonb)`), 109, context)).toEqual(["unserved-filter"]);
    expect(codes(filtered("(r.title ~~ '%pl%'::text)"), 109)).toEqual(["unserved-filter"]);
    const title = makeIndex("t", ["title"]);
    const key = {
      ...title.keys[0],
      column: "title",
      text: "title",
      isDescending: false,
      isNullsFirst: false,
      collation: "",
    };
    const withClass = (operatorClass: string, accessMethod: string) =>
      makeContext(makeRelation({ indexes: [{ ...title, accessMethod, keys: [{ ...key, operatorClass }] }] }));
    expect([
      codes(filtered("(r.title ~~ '%plan%'::text)"), 109, withClass("public.gin_trgm_ops", "gin")),
      codes(filtered("(r.title ~~ 'plan%'::text)"), 109, withClass("pg_catalog.text_pattern_ops", "btree")),
      codes(filtered("(r.title ~~ 'plan%'::text)"), 109, withClass("pg_catalog.text_ops", "btree")),
    ]).toEqual([["unserved-filter"], ["unserved-filter"], ["pattern-without-index"]]);
  });
});

describe("a filter that no index serves", () => {
  it("is said with its reason, and with an index over what a function gives, where an index may hold that", () => {
    const [finding] = findPlanProblems(makePlan(filtered("(lower(r.title) = 'x'::text)"), 109), makeContext());
    expect([finding?.code, finding?.fix, finding?.message.includes("lower()")]).toEqual([
      "unserved-filter",
      expect.objectContaining({ sql: expect.stringContaining("(lower(title));") }),
      true,
    ]);
  });
});

describe("a scan in a loop", () => {
  const inner = (loops: number) =>
    makeScan(1, 1, 5_000, { "Parent Relationship": "Inner", "Actual Loops": loops, Filter: "(o.id = r.id)" });
  const join = (loops: number) =>
    makeNode("Nested Loop", loops + 1, {}, [makeNode("Result", 0.1, { "Parent Relationship": "Outer" }), inner(loops)]);

  it("gets an index on the joined column", () => {
    expect(found(join(200), 210)).toContainEqual({
      code: "repeated-scan",
      savedMs: 199,
      sql: "CREATE INDEX CONCURRENTLY runs_id_idx ON public.runs (id);",
    });
  });

  it("is none when it runs once", () => {
    expect(codes(join(1), 210)).not.toContain("repeated-scan");
  });
});

describe("a lossy bitmap", () => {
  const bitmap = (lossy: number) =>
    makeNode(
      "Bitmap Heap Scan",
      50,
      { Schema: "public", "Relation Name": "runs", "Lossy Heap Blocks": lossy, "Rows Removed by Index Recheck": 900 },
      [makeNode("Bitmap Index Scan", 1, { "Index Name": "runs_brin", "Parent Relationship": "Outer" })],
    );

  it("is found, but not where BRIN is lossy by design or all pages are exact", () => {
    const brin = makeContext(makeRelation({ indexes: [makeIndex("runs_brin", ["ts"], { accessMethod: "brin" })] }));
    expect([codes(bitmap(10), 55), codes(bitmap(10), 55, brin), codes(bitmap(0), 55)]).toEqual([
      ["lossy-bitmap"],
      [],
      [],
    ]);
  });
});

describe("an index scan", () => {
  const indexScan = (more: JsonObject, type = "Index Scan") =>
    makeNode(type, 100, { Schema: "public", "Relation Name": "runs", Alias: "r", "Index Name": "i", ...more });
  const rows = (kept: number, removed: number) => ({
    "Actual Rows": kept,
    "Plan Rows": kept,
    "Rows Removed by Filter": removed,
  });

  it("that reads much and keeps little is found; one that keeps much or removes few is not", () => {
    const inexact = (kept: number, removed: number) =>
      indexScan({ "Index Cond": "(id > 5)", Filter: "(kind <> 'x'::text)", ...rows(kept, removed) });
    expect(found(inexact(10, 9_000), 105)).toEqual([{ code: "inexact-index", savedMs: 100, sql: undefined }]);
    expect([codes(inexact(5_000, 9_000), 105), codes(inexact(1, 900), 105)]).toEqual([[], []]);
  });

  it("that serves only the order of a LIMIT is found; without a LIMIT, or with a condition, it is not", () => {
    const walk = (more: JsonObject) =>
      indexScan({ Filter: "(kind <> 'x'::text)", ...rows(10, 200_000), "Parent Relationship": "Outer", ...more });
    const limit = (more: JsonObject = {}) => makeNode("Limit", 101, {}, [walk(more)]);
    expect(codes(limit(), 105)).toEqual(["order-by-index-only"]);
    expect(codes(limit({ "Index Cond": "(id > 5)" }), 105)).toEqual(["missing-index"]);
    expect(codes(walk({}), 105)).toEqual([]);
  });

  it("that visits the table is found and vacuumed; a few visits are not", () => {
    const fetches = (total: number, loops = 1) =>
      indexScan(
        {
          "Heap Fetches": total,
          "Actual Rows": 20_000 / loops,
          "Plan Rows": 20_000 / loops,
          "Actual Loops": loops,
          "Actual Total Time": 100 / loops,
        },
        "Index Only Scan",
      );
    const inside = (node: JsonObject) => makeNode("Aggregate", 101, {}, [{ ...node, "Parent Relationship": "Outer" }]);
    expect(found(inside(fetches(15_000)), 105)).toEqual([
      { code: "heap-fetches", savedMs: 75, sql: "VACUUM public.runs;" },
    ]);
    expect([codes(inside(fetches(900)), 105), codes(inside(fetches(1_000, 100)), 105)]).toEqual([[], ["heap-fetches"]]);
  });

  it("that searches its index again and again is found, with another reason for a list", () => {
    const searches = (total: number, loops: number, condition: string) =>
      findPlanProblems(
        makePlan(
          indexScan({
            "Index Searches": total,
            "Actual Loops": loops,
            "Actual Total Time": 100 / loops,
            "Index Cond": condition,
          }),
          105,
        ),
        makeContext(),
      ).map(({ code, message }) => [code, /list/.test(message)]);
    expect(searches(500, 1, "(ts > now())")).toEqual([["many-index-searches", false]]);
    expect(searches(500, 1, "(id = ANY ('{1,2}'::bigint[]))")).toEqual([["many-index-searches", true]]);
    expect(searches(500, 50, "(ts > now())")).toEqual([]);
  });

  it("whose candidates do not match is found; few of them, or a bitmap short of memory, are not", () => {
    const recheck = (removed: number, more: JsonObject = {}) =>
      indexScan(
        { "Rows Removed by Index Recheck": removed, "Index Cond": "(title ~~ '%a%')", ...more },
        "Bitmap Heap Scan",
      );
    expect([codes(recheck(5_000), 105), codes(recheck(900), 105)]).toEqual([["recheck-waste"], []]);
    expect(codes(recheck(5_000, { "Exact Heap Blocks": 5, "Lossy Heap Blocks": 5 }), 105)).toEqual(["lossy-bitmap"]);
  });

  it("that touches a thousand pages for each row is found, with its dead rows; a dense one is not", () => {
    const touch = (pages: number) => indexScan({ "Shared Hit Blocks": pages, "Index Cond": "(id > 5)" });
    const stale = makeContext(makeRelation({ modifiedSinceAnalyze: 90_000, estimatedRows: 100_000 }));
    const messages = findPlanProblems(makePlan(touch(20_000), 105), stale).map(({ message }) =>
      /changed lately/.test(message),
    );
    expect([codes(touch(20_000), 105), messages.includes(true), codes(touch(5_000), 105)]).toEqual([
      ["too-many-buffers"],
      true,
      [],
    ]);
  });
});

describe("a foreign scan", () => {
  it("that filters here is found; one that filters there is not", () => {
    const scan = (removed: number) =>
      makeNode("Foreign Scan", 100, { "Relation Name": "far", Filter: "f(x)", "Rows Removed by Filter": removed });
    expect([codes(scan(50_000), 105), codes(scan(5), 105)]).toEqual([["foreign-filter"], []]);
  });
});

describe("parts of a partitioned table", () => {
  const part = (name: string, filter: string, loops = 1): JsonObject =>
    makeNode("Seq Scan", 45, {
      Schema: "public",
      "Relation Name": name,
      Alias: name,
      Filter: filter,
      "Parent Relationship": "Member",
      "Actual Loops": loops,
    });
  const context = (key: string | null): PlanContext => ({
    relations: ["p1", "p2"].map((name) => makeRelation({ name, partitionKey: key })),
    foreignKeys: [],
  });
  const append = (filter: string, more: JsonObject = {}, loops = 1) =>
    makeNode("Append", 100, more, [part("p1", filter), part("p2", filter, loops)]);
  const key = "RANGE (made)";

  it.each([
    "((made)::text = '2026-01-05'::text)",
    "(date_trunc('month'::text, p.made) = now())",
    "(to_char((p.made)::timestamp, 'YYYY'::text) = '2026'::text)",
  ])("are all read for %s", (filter) => {
    expect(codes(append(filter), 109, context(key))).toEqual(["no-partition-pruning"]);
  });

  it("are left out where the bare key is compared, another column is hidden, or the run left some out", () => {
    const hidden = "((made)::text = '2026-01-05'::text)";
    expect([
      codes(append("(made = now())"), 109, context(key)),
      codes(append("(lower(remade) = 'x'::text)"), 109, context(key)),
      codes(append(hidden, { "Subplans Removed": 3 }), 109, context(key)),
      codes(append(hidden, {}, 0), 109, context(key)),
      codes(append(hidden), 109, context(null)),
    ]).toEqual([[], [], [], [], []]);
  });
});
