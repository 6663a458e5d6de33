import { describe, expect, it } from "vitest";
import type { Predicate, PredicateKey } from "./predicate.ts";
import { readPredicates } from "./read-predicates.ts";

/** A predicate in short: `= status`, `IS NULL deleted_at`. */
function brief(predicate: Predicate): string {
  const name = (key: PredicateKey) => (key.column === null ? `[${key.sql}]` : key.sql);
  switch (predicate.kind) {
    case "equality":
      return `${predicate.isJoin ? "join" : predicate.isList ? "in" : "="} ${name(predicate.key)} ${predicate.value}`;
    case "range":
      return `range ${name(predicate.key)}`;
    case "isNull":
      return `${predicate.isNot ? "not null" : "null"} ${name(predicate.key)}`;
    case "boolean":
      return `${predicate.isTrue} ${name(predicate.key)}`;
    case "operator":
      return `${predicate.operator} ${name(predicate.key)} ${predicate.value}`;
    case "notEqual":
      return `<> ${name(predicate.key)}`;
    case "either":
      return predicate.sides.map((side) => side.map(brief).join(" & ")).join(" | ");
    case "other":
      return "other";
  }
}

describe("conditions as EXPLAIN (VERBOSE) prints them", () => {
  it.each([
    ["(e.kind = 'error'::text)", ["= kind 'error'::text"]],
    ["((e.status)::text = 'failed'::text)", ["= status 'failed'::text"]],
    ["((e.a = 1) AND (e.b >= 2) AND (e.b < 5))", ["= a 1", "range b", "range b"]],
    ["(e.kind = ANY ('{a,b}'::text[]))", ["in kind '{a,b}'::text[]"]],
    ["(e.run_id = r.id)", ["join run_id r.id"]],
    ["(r.id = e.run_id)", ["join run_id r.id"]],
    ["(5 < e.n)", ["range n"]],
    ["(ROW(e.a, e.b) > ROW(1, 2))", ["range a"]],
    ["(e.a = (InitPlan 1).col1)", ["= a $0"]],
    ["(e.deleted_at IS NULL)", ["null deleted_at"]],
    ["(e.deleted_at IS NOT NULL)", ["not null deleted_at"]],
    ["(NOT e.is_archived)", ["false is_archived"]],
    ["e.is_archived", ["true is_archived"]],
    ["(lower(e.email) = 'a@b'::text)", ["= [lower(email)] 'a@b'::text"]],
    ["((e.payload ->> 'code'::text) = 'E7'::text)", ["= [payload ->> 'code'::text] 'E7'::text"]],
    ["((e.id)::numeric = 42.5)", ["= [(id)::numeric] 42.5"]],
    ["((e.created_at)::date = '2026-01-01'::date)", ["= [(created_at)::date] '2026-01-01'::date"]],
    [`(e.payload @> '{"a": 1}'::jsonb)`, [`@> payload '{"a": 1}'::jsonb`]],
    ["('{1}'::integer[] <@ e.tags)", ["@> tags '{1}'::integer[]"]],
    ["(e.title ~~ '%plan%'::text)", ["~~ title '%plan%'::text"]],
    ["(e.status <> 'done'::text)", ["<> status"]],
    ["((e.a = 1) OR (e.b = 2))", ["= a 1 | = b 2"]],
    ["((e.t = 1) AND ((e.a = 1) OR ((e.b = 2) AND (e.c = 3))))", ["= t 1", "= a 1 | = b 2 & = c 3"]],
    [`("Odd ""e".x = 1)`, []],
    ["(e.a = e.b)", ["other"]],
    ["(e.v < random())", ["range v"]],
    ["(e.a <> ALL ('{1,2}'::integer[]))", ["<> a"]],
    ["(NOT (hashed SubPlan 1))", ["other"]],
    ["(e.a = § nothing)", ["other"]],
  ])("%s", (text, expected) => {
    const read = readPredicates(text, "e").map(brief);
    expect(expected.length === 0 ? read.filter((one) => one !== "other") : read).toEqual(expected);
  });

  it("names stay quoted where they must be", () => {
    expect(readPredicates(`(lower("Odd e"."E mail") = 'x'::text)`, "Odd e").map(brief)).toEqual([
      `= [lower("E mail")] 'x'::text`,
    ]);
  });
});
