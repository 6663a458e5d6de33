import { describe, expect, it } from "vitest";
import { candidateDdl } from "../candidate-ddl.ts";
import type { TableFacts } from "../model.ts";
import { readNeeds } from "../needs/read-needs.ts";
import { makeColumn, makeFacts, makeIndex, makeScanPlan, makeTable } from "../testing/adviser-examples.ts";
import { drawCandidates } from "./draw-candidates.ts";

const columns = [
  makeColumn("id", { type: "integer" }),
  makeColumn("a"),
  makeColumn("b"),
  makeColumn("state", { distinctValues: 3, common: [{ value: "failed", share: 0.01 }] }),
  makeColumn("gone_at", { type: "timestamp with time zone", nullShare: 0.05 }),
  makeColumn("at", { type: "timestamp with time zone", correlation: 0.99 }),
  makeColumn("payload", { type: "jsonb" }),
  makeColumn("tags", { type: "text[]" }),
  makeColumn("during", { type: "tsrange", typeKind: "r" }),
  makeColumn("place", { type: "point" }),
  makeColumn("Odd name"),
];

/** The first line behind ON of what is drawn, in order. */
function drawn(
  scan: object,
  above: readonly object[] = [],
  table: TableFacts = makeTable(columns),
  hasParameters = false,
) {
  const facts = makeFacts(table);
  const plan = makeScanPlan(scan, ...above);
  const { candidates, served } = drawCandidates(plan, readNeeds(plan, facts), facts, hasParameters);
  const body = (ddl: string) => ddl.slice(ddl.indexOf("public.t ") + 9, -1).replace("\n  ", " ");
  return {
    made: candidates.map((one) => body(candidateDdl(one, [table]).ddl)),
    served: served.map((one) => one.index),
  };
}

const limit = { "Node Type": "Limit" };
const sort = (...keys: string[]) => ({ "Node Type": "Sort", "Sort Key": keys });

describe("candidates of a scan", () => {
  it.each([
    ["equalities, then one range", "((t.a = 'x'::text) AND (t.b > 'y'::text))", ["(a, b)"]],
    ["a list like an equality", "(t.a = ANY ('{x,y}'::text[]))", ["(a)"]],
    ["of two ranges either", "((t.a > 'x'::text) AND (t.b > 'y'::text))", ["(a)", "(b)"]],
    ["a rare state by a predicate", "(t.state = 'failed'::text)", ["(state)", "(state) WHERE state = 'failed'"]],
    [
      "what is missing by a predicate",
      "((t.a = 'x'::text) AND (t.gone_at IS NULL))",
      ["(a)", "(a) WHERE gone_at IS NULL"],
    ],
    ["an immutable expression", "(lower(t.a) = 'x'::text)", ["(lower(a))"]],
    ["a key of a document", "((t.payload ->> 'k'::text) = 'x'::text)", ["((payload ->> 'k'::text))"]],
    ["containment", `(t.payload @> '{"k": 1}'::jsonb)`, ["USING gin (payload jsonb_path_ops)"]],
    ["a key that exists", "(t.payload ? 'k'::text)", ["USING gin (payload)"]],
    ["an array", "(t.tags && '{x}'::text[])", ["USING gin (tags)"]],
    ["text in the middle", "(t.a ~~ '%middle%'::text)", ["USING gin (a gin_trgm_ops)"]],
    ["text at the start", "(t.a ~~ 'start%'::text)", ["(a text_pattern_ops)"]],
    ["extents", "(t.during && '[1,2)'::tsrange)", ["USING gist (during)"]],
    ["order of writing", "(t.at > '2026-01-01'::timestamp with time zone)", ["USING brin (at)", "(at)"]],
    ["both sides of an OR", "((t.a = 'x'::text) OR (t.b = 'y'::text))", ["(a)", "(b)"]],
    ["a name that has to be quoted", `(t."Odd name" = 'x'::text)`, [`("Odd name")`]],
    ["nothing of a stable expression", "((t.at)::date = '2026-01-01'::date)", []],
    ["nothing of what differs", "(t.a <> 'x'::text)", []],
    ["nothing of two columns", "(t.a = t.b)", []],
  ])("%s", (_, filter, expected) => {
    expect(drawn({ Filter: filter, Output: columns.map(({ name }) => name) }).made).toEqual(expected);
  });

  it("follow the order that is wanted, and carry no DESC where an index is read from its end", () => {
    expect(drawn({ Filter: "(t.a = 'x'::text)" }, [limit, sort("t.b DESC")]).made[0]).toBe("(a, b)");
    expect(drawn({}, [limit, sort("t.a DESC", "t.b")]).made).toEqual(["(a DESC, b)"]);
    expect(drawn({}, [limit, sort("t.a DESC NULLS LAST")]).made).toEqual(["(a DESC NULLS LAST)"]);
    expect(drawn({ Filter: "(t.b > 'x'::text)" }, [limit, sort("t.a")]).made.slice(0, 2)).toEqual(["(b)", "(a, b)"]);
    expect(drawn({}, [limit, sort("((t.place <-> '(1,1)'::point))")]).made).toEqual(["USING gist (place)"]);
  });

  it("carry what the query needs when that is little, and not the whole row", () => {
    const sum = { "Node Type": "Aggregate", Output: ["sum(id)"] };
    expect(drawn({ Filter: "(t.a = 'x'::text)" }, [sum]).made).toEqual(["(a)", "(a) INCLUDE (id)"]);
    const wide = columns.map((column) => (column.name === "id" ? { ...column, averageBytes: 500 } : column));
    expect(drawn({ Filter: "(t.a = 'x'::text)" }, [sum], makeTable(wide)).made).toEqual(["(a)"]);
  });

  it("make no predicate of a value that stands for a parameter", () => {
    const state = { Filter: "(t.state = 'failed'::text)" };
    expect(drawn(state, [], makeTable(columns), true).made).toEqual(["(state)"]);
  });

  it("leave out what an index serves: by its first keys, as unique, as hash, by the same predicate", () => {
    const both = { Filter: "((t.a = 'x'::text) AND (t.b = 'y'::text))" };
    const served = (scan: object, index: TableFacts["indexes"][number]) =>
      drawn(scan, [], makeTable(columns, { indexes: [index] })).served;
    const one = { Filter: "(t.a = 'x'::text)" };
    expect([
      served(one, makeIndex("longer", ["a", "b"])),
      served(both, makeIndex("shorter", ["a"])),
      served(both, makeIndex("unique", ["a"], { isUnique: true })),
      served(one, makeIndex("hash", ["a"], { accessMethod: "hash" })),
      served(one, makeIndex("invalid", ["a"], { isValid: false })),
      served(one, makeIndex("partial", ["a"], { predicate: "(b IS NULL)" })),
      served(
        { Filter: "((t.a = 'x'::text) AND (t.gone_at IS NULL))" },
        makeIndex("same", ["a"], { predicate: "(gone_at IS NULL)" }),
      ),
    ]).toEqual([["longer"], [], ["unique"], ["hash"], [], [], ["same"]]);
  });
});
