import { expect, it } from "vitest";
import { objectChanges } from "./object-changes.ts";

it("puts the lines of one object side by side", () => {
  const found = objectChanges([
    { side: "expected", line: "column public.a.x integer" },
    { side: "found", line: "column public.a.x bigint not null" },
    { side: "found", line: 'index CREATE UNIQUE INDEX "my ""own"" idx" ON public.a USING btree (x)' },
    { side: "found", line: "constraint a_check on public.a CHECK ((x > 0))" },
    { side: "expected", line: "function public.f(a integer, b text) owner o v1" },
    { side: "found", line: "function public.f(a integer, b text) owner o v2" },
    { side: "found", line: "grant SELECT on relation public.a to r by o" },
    { side: "found", line: "comment on table public.a: it: is" },
    { side: "found", line: "trigger CREATE TRIGGER t AFTER INSERT ON public.a enabled O" },
    { side: "expected", line: "table public.b" },
  ]);
  expect(found).toEqual([
    { name: "column public.a.x", kind: "changed", before: ["integer"], after: ["bigint not null"] },
    { name: "comment on table public.a", kind: "added", before: [], after: ["it: is"] },
    { name: "constraint a_check on public.a", kind: "added", before: [], after: ["CHECK ((x > 0))"] },
    { name: "function public.f(a integer, b text)", kind: "changed", before: ["owner o v1"], after: ["owner o v2"] },
    { name: "grant SELECT on relation public.a to r by o", kind: "added", before: [], after: [""] },
    { name: 'index "my ""own"" idx"', kind: "added", before: [], after: ["ON public.a USING btree (x)"] },
    { name: "table public.b", kind: "dropped", before: [""], after: [] },
    { name: "trigger t", kind: "added", before: [], after: ["AFTER INSERT ON public.a enabled O"] },
  ]);
});
