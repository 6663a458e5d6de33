import { describe, expect, it } from "vitest";
import { type NewTableForm, proposedColumns, tableNameOf, targetOf } from "./new-table-form.ts";

const form: NewTableForm = { schema: "public", name: null, columns: null, primaryKey: "id" };
const columns = proposedColumns({
  columns: [
    { source: "Id", name: "id", type: "integer", isNullable: false, reason: "" },
    { source: "Note", name: "note", type: "text", isNullable: true, reason: "" },
  ],
  nullWords: [],
  rows: 2,
  isWhole: true,
});

describe("the form of a new table", () => {
  it("asks for what is proposed, under the file's name", () => {
    expect(targetOf(form, "C:\\files\\My Orders.csv.gz", columns)).toEqual({
      schema: "public",
      name: "my_orders",
      columns: [
        { source: 0, target: "id" },
        { source: 1, target: "note" },
      ],
      newTable: {
        columns: [
          { name: "id", type: "integer", isNullable: true },
          { name: "note", type: "text", isNullable: true },
        ],
        primaryKey: "id",
      },
    });
    expect(tableNameOf("/files/.csv")).toBe("_");
  });

  it("leaves columns out, and a key that goes with them", () => {
    const [id, note] = columns;
    if (!id || !note) throw new Error("two columns");
    expect(targetOf(form, "/t.csv", [{ ...id, isTaken: false }, note])).toMatchObject({
      columns: [{ source: 1, target: "note" }],
      newTable: { primaryKey: null },
    });
  });

  it("asks for nothing while a name or a type is missing", () => {
    const [id, note] = columns;
    if (!id || !note) throw new Error("two columns");
    expect([
      targetOf({ ...form, name: "" }, "/t.csv", columns),
      targetOf(form, "/t.csv", [{ ...id, type: " " }, note]),
      targetOf(form, "/t.csv", [id, { ...note, name: "" }]),
      targetOf(form, "/t.csv", []),
    ]).toEqual([null, null, null, null]);
  });
});
