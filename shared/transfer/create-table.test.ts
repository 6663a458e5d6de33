import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composeCreateTable, plainNameOf, plainNamesOf } from "./create-table.ts";

describe("a table for a file", () => {
  it("is written with its names in quotes", () => {
    const columns = [
      { name: "id", type: "bigint", isNullable: true },
      { name: 'a"b', type: "text", isNullable: true },
      { name: "day", type: "date", isNullable: false },
    ];
    expect(composeCreateTable({ schema: "public", name: "new; --" }, { columns, primaryKey: "id" })).toBe(
      'CREATE TABLE "public"."new; --" (\n  "id" bigint PRIMARY KEY,\n  "a""b" text,\n  "day" date NOT NULL\n)',
    );
  });

  it("gets plain names from the words of the file", () => {
    const words = ["Order Id", "orderId", " e-mail ", "2024", "", "<b>", "Größe", "\u202eevil", "x".repeat(80)];
    expect(words.map(plainNameOf)).toEqual([
      "order_id",
      "order_id",
      "e_mail",
      "_2024",
      "_",
      "b",
      "größe",
      "evil",
      "x".repeat(63),
    ]);
    expect(plainNamesOf(["A", "a", "a 2", "a"])).toEqual(["a", "a_2", "a_2_2", "a_3"]);
  });

  it("has names that are all different and fit the server, whatever the file says", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (titles) => {
        const names = plainNamesOf(titles);
        expect(new Set(names).size).toBe(titles.length);
        for (const name of names) expect(encodeURIComponent(name).replace(/%../g, "x").length).toBeLessThanOrEqual(63);
      }),
    );
  });
});
