import { describe, expect, it } from "vitest";
import { testFacts } from "../completion/completion-test.ts";
import type { CatalogFacts } from "../completion/facts.ts";
import { describeMeaning } from "./describe-meaning.ts";
import { neededForMention, readMention, resolveMention } from "./read-mention.ts";

const formats = { count: String, bytes: (bytes: number) => `${bytes} B` };

/** What is told about the name at the bar; only what was asked for is known. */
function told(marked: string): readonly string[] | null {
  const offset = marked.indexOf("|");
  const mention = readMention(marked.replace("|", ""), offset);
  if (!mention) return null;
  const needed = neededForMention(mention);
  const wanted = new Set(needed.details.map(({ schema, name }) => JSON.stringify([schema, name])));
  const facts: CatalogFacts = {
    ...testFacts,
    functions: needed.functions ? testFacts.functions : [],
    details: testFacts.details.filter(({ asked }) => wanted.has(JSON.stringify([asked.schema, asked.name]))),
  };
  const meaning = resolveMention(mention, facts);
  return meaning && describeMeaning(meaning, testFacts.foreignKeys, formats);
}

const staff = [
  "table public.staff -- 0 B",
  "  id bigint primary key default nextval",
  "  boss_id bigint",
  "  name text",
];

describe("what a name means", () => {
  it.each([
    ["SELECT * FROM st|aff", staff],
    ["SELECT * FROM public.st|aff", staff],
    ["SELECT s|.id FROM staff s", staff],
    ["SELECT s.boss|_id FROM staff s", ["boss_id bigint", "column of public.staff", "references public.staff (id)"]],
    ["SELECT boss_id| FROM staff s", ["boss_id bigint", "column of public.staff", "references public.staff (id)"]],
    ['SELECT "Mixed| Case" FROM "Odd name"', ['"Mixed Case" text', 'column of public."Odd name"']],
    [
      "SELECT o|rders.id FROM audit.orders",
      ["table audit.orders -- 0 B", "  id bigint primary key default nextval", "  seen boolean"],
    ],
    ["UPDATE staff SET na|me = 'x'", ["name text", "column of public.staff"]],
    ["INSERT INTO staff (na|me) VALUES (1)", ["name text", "column of public.staff"]],
    ["WITH r AS (SELECT id AS x FROM staff) SELECT r|.x FROM r", ["query r", "  x bigint primary key default nextval"]],
    ["WITH r AS (SELECT id AS x FROM staff) SELECT x| FROM r", ["x bigint primary key default nextval", "column of r"]],
    ["SELECT order_|total(1)", ["function public.order_total(order_id bigint) returns numeric"]],
    [
      "SELECT low|er('A')",
      ["function pg_catalog.lower(text) returns text", "function pg_catalog.lower(anyrange) returns anyelement"],
    ],
    ["SELECT nothing| FROM staff", null],
    ["SELECT 'sta|ff'", null],
    ["-- st|aff", null],
    ["SELECT  | 1", null],
  ])("%s", (text, expected) => expect(told(text)).toEqual(expected));
});
