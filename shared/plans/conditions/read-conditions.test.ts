import { describe, expect, it } from "vitest";
import { readConditions } from "./read-conditions.ts";
import { readSortKeys } from "./read-sort-keys.ts";

const read = (text: string) =>
  readConditions(text).map(({ text: _, ...condition }) => condition as Record<string, unknown>); // only for comparing

describe("conditions as EXPLAIN prints them", () => {
  it.each([
    ["(kind = 'error'::text)", [{ kind: "equality", column: "kind", isList: false }]],
    ["((status)::text = 'failed'::text)", [{ kind: "equality", column: "status", isList: false }]],
    [
      "((e.kind = 'error'::public.event_kind) AND (e.ts >= (now() - '24:00:00'::interval)))",
      [
        { kind: "equality", column: "kind", isList: false },
        { kind: "range", column: "ts" },
      ],
    ],
    ["(kind = ANY ('{a,b}'::text[]))", [{ kind: "equality", column: "kind", isList: true }]],
    ["(t.workspace_id = (InitPlan 1).col1)", [{ kind: "equality", column: "workspace_id", isList: false }]],
    ["(t.workspace_id = $0)", [{ kind: "equality", column: "workspace_id", isList: false }]],
    ["(deleted_at IS NULL)", [{ kind: "isNull", column: "deleted_at" }]],
    ["(NOT is_archived)", [{ kind: "boolean", column: "is_archived", isTrue: false }]],
    ["((payload ->> 'code'::text) = 'E7'::text)", [{ kind: "jsonText", column: "payload", key: "'code'" }]],
    [`(e.payload @> '{"a": 1}'::jsonb)`, [{ kind: "containment", column: "payload", operator: "@>" }]],
    ["(title ~~ '%plan%'::text)", [{ kind: "like", column: "title", pattern: "%plan%" }]],
    ["(lower(email) = 'a@b'::text)", [{ kind: "function", name: "lower" }]],
    [`("Odd ""name".x = 'it''s (AND)'::text)`, [{ kind: "equality", column: "x", isList: false }]],
  ])("%s", (text, conditions) => {
    expect(read(text)).toEqual(conditions);
  });

  it.each([
    "((kind = 'a'::text) OR (kind = 'b'::text))",
    "(kind <> 'a'::text)",
    "(a = b)",
    "((id)::numeric = '42'::numeric)",
    "(ALTERNATIVE? § nothing)",
    "(NOT (hashed SubPlan 1))",
  ])("advises nothing on %s", (text) => {
    expect(read(text)).toEqual([{ kind: "other" }]);
  });

  it("reads sort keys that are columns, with direction and nulls", () => {
    expect(readSortKeys(["e.ts DESC", "id", '"Weird DESC" NULLS FIRST'])).toEqual([
      { column: "ts", isDescending: true, nulls: null },
      { column: "id", isDescending: false, nulls: null },
      { column: "Weird DESC", isDescending: false, nulls: "FIRST" },
    ]);
    expect(readSortKeys(["(count(*)) DESC"])).toBeNull();
  });
});
