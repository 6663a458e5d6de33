import { describe, expect, it } from "vitest";
import { makeIndex } from "../../plans/testing/make-plan.ts";
import type { ForeignKey, StatisticsAge, TableIndex } from "../model.ts";
import { makeDatabaseFacts, makeStatistics, makeTableFacts } from "../testing/make-table-facts.ts";
import { findIndexProblems } from "./registry.ts";

const { statistics } = makeDatabaseFacts();
const foreignKey: ForeignKey = {
  constraint: "runs_owner_fkey",
  schema: "public",
  table: "runs",
  columns: ["owner", "tenant"],
  referencedSchema: "public",
  referencedTable: "people",
  tableRows: 1_000_000,
  tableBytes: 90_000_000,
};

function find(
  indexes: readonly TableIndex[],
  foreignKeys: readonly ForeignKey[] = [],
  age: StatisticsAge = statistics,
) {
  const database = makeDatabaseFacts({ statistics: age });
  return findIndexProblems(makeTableFacts({ indexes, foreignKeys, database }));
}
const codes = (indexes: readonly TableIndex[], keys: readonly ForeignKey[] = []) =>
  find(indexes, keys).map(({ code, subject }) => `${code} ${subject.replace("public.", "")}`);

describe("foreign keys", () => {
  it("without an index that leads with their columns are found; any order of the columns will do", () => {
    expect(codes([makeIndex("a", ["owner"])], [foreignKey])).toEqual([
      "missing-foreign-key-index runs.runs_owner_fkey",
    ]);
    expect(codes([makeIndex("a", ["tenant", "owner", "kind"])], [foreignKey])).toEqual([]);
    expect(codes([], [{ ...foreignKey, tableBytes: 8_192 }])).toEqual([]);
    const useless = [
      makeIndex("a", ["owner", "tenant"], { predicate: "x" }),
      makeIndex("b", ["owner", "tenant"], { isValid: false }),
    ];
    expect(codes(useless, [foreignKey])).toContain("missing-foreign-key-index runs.runs_owner_fkey");
  });
});

describe("indexes that hold the same", () => {
  it("are told once, and the one that carries meaning or is used more stays", () => {
    expect(codes([makeIndex("a", ["kind"], { scans: 5 }), makeIndex("b", ["kind"], { scans: 9 })])).toEqual([
      "duplicate-index a",
    ]);
    expect(
      codes([
        makeIndex("a", ["id"], { scans: 99 }),
        makeIndex("pk", ["id"], { isPrimary: true, isUnique: true, isConstraint: true }),
      ]),
    ).toEqual(["redundant-index a"]);
  });

  it("are told of two that check the same, unless Postgres holds on to the second", () => {
    const unique = (name: string, more: Partial<TableIndex> = {}) =>
      makeIndex(name, ["kind"], { isUnique: true, ...more });
    const nulls = "CREATE UNIQUE INDEX b ON public.runs USING btree (kind) NULLS NOT DISTINCT";
    expect([
      codes([unique("a"), unique("b")]),
      codes([unique("a", { isConstraint: true }), unique("b")]),
      codes([unique("a", { isConstraint: true, isImmediate: false }), unique("b")]),
      codes([unique("a", { isConstraint: true }), unique("b", { isReferenced: true })]),
      codes([unique("a"), unique("b", { definition: nulls })]),
      codes([
        unique("a"),
        unique("b", { definition: 'CREATE UNIQUE INDEX b ON public.runs USING btree ("x NULLS NOT DISTINCT")' }),
      ]),
    ]).toEqual([["duplicate-index b"], ["duplicate-index b"], [], [], [], ["duplicate-index b"]]);
  });

  it("are none when direction, payload, predicate, method or uniqueness of both differ", () => {
    const plain = makeIndex("a", ["kind"]);
    const descending = makeIndex("b", ["kind"], {
      keys: plain.keys.map((key) => ({ ...key, isDescending: true, isNullsFirst: true })),
    });
    expect(codes([plain, descending])).toEqual([]);
    expect(codes([plain, makeIndex("b", ["kind"], { predicate: "id > 1" })])).toEqual([]);
    expect(codes([plain, makeIndex("b", ["kind"], { accessMethod: "hash" })])).toEqual([]);
    const unique = { isUnique: true, isConstraint: true };
    expect(codes([makeIndex("a", ["kind"], unique), makeIndex("b", ["kind"], unique)])).toEqual([]);
  });
});

describe("the beginning of another index", () => {
  it("is redundant, unless it carries columns that the other lacks or is unique", () => {
    const longer = makeIndex("long", ["kind", "ts"]);
    expect(codes([makeIndex("short", ["kind"]), longer])).toEqual(["redundant-index short"]);
    expect(codes([makeIndex("short", ["kind"], { includedColumns: ["note"] }), longer])).toEqual([]);
    expect(codes([makeIndex("short", ["kind"], { isUnique: true }), longer])).toEqual([]);
    expect(codes([makeIndex("short", ["ts"]), longer])).toEqual([]);
  });
});

describe("indexes that nothing used", () => {
  it("are told with the age of the counters, and come back with the catalog's own words", () => {
    const [finding] = find([makeIndex("a", ["kind"], { scans: 0 })]);
    expect(finding).toMatchObject({
      code: "unused-index",
      severity: "warning",
      message: expect.stringContaining("index a, counted since 10 days ago or longer."),
      evidence: { scans: 0, savedBytes: expect.any(Number) },
      fix: {
        sql: "DROP INDEX CONCURRENTLY IF EXISTS public.a;",
        downSql: "CREATE INDEX CONCURRENTLY a ON public.runs USING btree (kind);",
      },
    });
  });

  it.each([
    ["2026-01-10T23:59:30Z", "info", "less than a minute ago; too short to judge"],
    ["2026-01-10T23:56:30Z", "info", "3 min ago; too short to judge"],
    ["2026-01-10T23:00:01Z", "info", "59 min ago; too short to judge"],
    ["2026-01-10T23:00:00Z", "info", "1 h ago; too short to judge"],
    ["2026-01-09T00:00:01Z", "info", "47 h ago; too short to judge"],
    ["2026-01-04T00:00:01Z", "info", "6 days ago; too short to judge"],
    ["2026-01-04T00:00:00Z", "warning", "7 days ago"],
    ["2026-01-12T00:00:00Z", "info", "less than a minute ago; too short to judge"],
  ])("are judged by the time that was counted, which is told as it is: reset at %s", (sinceReset, severity, since) => {
    const found = find([makeIndex("a", ["kind"], { scans: 0 })], [], { ...statistics, sinceReset });
    expect(found.map((finding) => [finding.severity, finding.message, "savedBytes" in finding.evidence])).toEqual([
      [severity, `No scan used index a, counted since ${since}.`, severity === "warning"],
    ]);
  });

  it.each([
    [{ standbys: 1 }, "One standby is connected and counts for itself: look there before it is dropped."],
    [{ standbys: 2 }, "2 standbys are connected and count for themselves: look there before it is dropped."],
    [{ isStandby: true }, "This compute is a standby and counts its own reads only: look at the primary as well."],
    [
      { isNeon: true, standbys: 3 },
      "Read replicas of the branch count for themselves: look there before it is dropped.",
    ],
  ])("say who else counts: %o", (more, words) => {
    const computes = { isStandby: false, isNeon: false, standbys: 0, ...more };
    const indexes = [makeIndex("a", ["kind"], { scans: 0 })];
    const [finding] = findIndexProblems(makeTableFacts({ indexes, database: makeDatabaseFacts({ computes }) }));
    expect(finding?.message.endsWith(words)).toBe(true);
  });

  it("are told, too, when the last scan was long ago", () => {
    const used = (lastUsedAt: string) => codes([makeIndex("a", ["kind"], { lastUsedAt })]);
    expect([used("2025-10-02T23:59:00Z"), used("2025-10-04T00:00:00Z")]).toEqual([["idle-index a"], []]);
    expect(codes([makeIndex("a", ["kind"], { lastUsedAt: "2024-01-01T00:00:00Z", isUnique: true })])).toEqual([]);
  });

  it("are left alone when they are unique, small, replica identity, own statistics or are being built", () => {
    const unused = { scans: 0 };
    const kept = [{ isUnique: true }, { sizeBytes: 8_192 }, { isReplicaIdentity: true }, { isBuilding: true }];
    const [key] = makeIndex("a", ["lower(kind)"]).keys;
    const expression = key === undefined ? [] : [{ ...key, column: null }];
    expect(codes([makeIndex("a", [], { ...unused, keys: expression })])).toEqual([]);
    expect(kept.map((more, place) => codes([makeIndex(`i${place}`, ["kind"], { ...unused, ...more })]))).toEqual([
      [],
      [],
      [],
      [],
    ]);
  });
});

it("an invalid index is told, one that is being built is not", () => {
  expect([
    codes([makeIndex("a", ["kind"], { isValid: false })]),
    codes([makeIndex("a", ["kind"], { isValid: false, isBuilding: true })]),
  ]).toEqual([["invalid-index a"], []]);
});

it("what REINDEX CONCURRENTLY left is dropped, and of a partitioned table nothing is drafted", () => {
  const broken = (name: string, more: Partial<TableIndex> = {}) =>
    find([makeIndex(name, ["kind"], { isValid: false, ...more })]).map(({ fix }) => fix?.sql ?? null);
  expect([broken("a"), broken("a_ccnew"), broken("a_ccold1"), broken("a", { isPartitioned: true })]).toEqual([
    ["REINDEX INDEX CONCURRENTLY public.a;"],
    ["DROP INDEX CONCURRENTLY IF EXISTS public.a_ccnew;"],
    ["DROP INDEX CONCURRENTLY IF EXISTS public.a_ccold1;"],
    [null],
  ]);
});

it("an index that should go is told once, and nothing is advised about it", () => {
  const columns = [makeStatistics("kind", { distinct: 2, commonValue: "x", commonShare: 0.9 })];
  const advised = (indexes: readonly TableIndex[]) =>
    findIndexProblems(makeTableFacts({ columns, indexes })).map(({ code, subject }) => `${code} ${subject}`);
  expect(advised([makeIndex("a", ["kind"], { scans: 0 }), makeIndex("b", ["kind"])])).toEqual([
    "duplicate-index public.a",
    "low-cardinality-index public.b",
  ]);
});
