import type { StableId } from "@supabase/pg-delta/core";
import type { Action } from "@supabase/pg-delta/plan";
import { expect, it } from "vitest";
import { hazardsOf, madeTables } from "./hazards.ts";

const table = (name: string): StableId => ({ kind: "table", schema: "public", name });
const action = (sql: string, differences: Partial<Action>): Action => ({
  sql,
  verb: "alter",
  produces: [],
  consumes: [],
  destroys: [],
  releases: [],
  transactionality: "transactional",
  lockClass: "accessExclusive",
  newSegmentBefore: false,
  dataLoss: "none",
  rewriteRisk: false,
  ...differences,
});

it("says nothing of locks and rewrites of tables that the script itself makes, and all of them of the others", () => {
  const made = { verb: "create", rewriteRisk: true } as const;
  const script = [
    action("CREATE TABLE public.a ()", { ...made, produces: [table("a")] }),
    action("ALTER TABLE public.a OWNER TO x", { consumes: [table("a")] }),
    action("ALTER TABLE public.a ADD FOREIGN KEY (b) REFERENCES public.b", { consumes: [table("a"), table("b")] }),
    action("DROP TABLE public.c", { verb: "drop", destroys: [table("c")], dataLoss: "destructive" }),
    action("CREATE TABLE public.c ()", { ...made, produces: [table("c")] }),
  ];
  const tables = madeTables(script);
  expect(script.map((one) => hazardsOf(one, tables).map(({ code }) => code))).toEqual([
    [],
    [],
    ["blocks"],
    ["dataLoss", "blocks"],
    ["rewrite", "blocks"],
  ]);
});
