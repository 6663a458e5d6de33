import { expect, it } from "vitest";
import { objectChanges } from "./object-changes.ts";

it("puts the lines of one object side by side", () => {
  const found = objectChanges([
    { side: "expected", line: "column public.a.x integer" },
    { side: "found", line: "column public.a.x bigint not null" },
    { side: "found", line: 'index public."my ""own"" idx" CREATE INDEX ...' },
    { side: "expected", line: "table public.b" },
  ]);
  expect(found).toEqual([
    { name: "column public.a.x", kind: "changed", before: ["integer"], after: ["bigint not null"] },
    { name: 'index public."my ""own"" idx"', kind: "added", before: [], after: ["CREATE INDEX ..."] },
    { name: "table public.b", kind: "dropped", before: [""], after: [] },
  ]);
});
