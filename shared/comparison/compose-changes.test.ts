import { describe, expect, it } from "vitest";
import { composeChanges } from "./compose-changes.ts";
import type { ComparedColumn, RowDifference } from "./rows-model.ts";

const column = (name: string, more: Partial<ComparedColumn> = {}): ComparedColumn => ({
  name,
  types: ["text", "text"],
  isKey: false,
  hasEquality: true,
  isGenerated: false,
  isIdentityAlways: false,
  ...more,
});
const compared = {
  table: { schema: "shop", name: 'odd "t"' },
  columns: [
    column("id", { isKey: true, isIdentityAlways: true }),
    column("note"),
    column("doc", { hasEquality: false }),
    column("twice", { isGenerated: true }),
  ],
};
const difference = (
  from: RowDifference["from"],
  to: RowDifference["to"],
  more: Partial<RowDifference> = {},
): RowDifference => ({
  kind: !to ? "onlyFrom" : !from ? "onlyTo" : "changed",
  key: [(from ?? to)?.[0] ?? ""],
  from,
  to,
  isCut: false,
  ...more,
});
const differences = [
  difference(["1", "it's", "{}", "2"], null),
  difference(["2", "a", "{}", "4"], ["2", null, '{"x":1}', "5"]),
  difference(null, ["3", "\\", null, "6"]),
  difference(["4", "long", "{}", "8"], ["4", "longer", "{}", "8"], { isCut: true }),
];

describe("SQL of picked rows", () => {
  it("gives the second database the rows of the first", () => {
    expect(composeChanges(compared, differences, "to")).toEqual([
      `DELETE FROM "shop"."odd ""t"""
 WHERE "id" = '3'
   AND "note" = E'\\\\'
   AND "doc" IS NULL
   AND "twice" = '6'`,
      `UPDATE "shop"."odd ""t"""
   SET "note" = 'a',
       "doc" = '{}'
 WHERE "id" = '2'
   AND "note" IS NULL
   AND "doc"::pg_catalog.text = '{"x":1}'`,
      `INSERT INTO "shop"."odd ""t""" ("id", "note", "doc")
OVERRIDING SYSTEM VALUE
VALUES ('1', 'it''s', '{}')`,
    ]);
  });

  it("and the other way round", () => {
    const kinds = composeChanges(compared, differences, "from").map((sql) => sql.slice(0, 6));
    expect(kinds).toEqual(["DELETE", "UPDATE", "INSERT"]);
    expect(composeChanges(compared, differences, "from")[1]).toContain(`SET "note" = NULL,`);
  });
});
