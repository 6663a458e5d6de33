import { describe, expect, it } from "vitest";
import type { DiagramColumn, DiagramTable } from "../../../../shared/erd/model.ts";
import { boxOf, headHeight, lineHeight, lineOffset } from "./table-box.ts";

const column = (name: string, more: Partial<DiagramColumn> = {}): DiagramColumn => ({
  name,
  type: "text",
  isNotNull: false,
  isInPrimaryKey: false,
  isForeignKey: false,
  ...more,
});
const table = (columns: readonly DiagramColumn[], name = "orders"): DiagramTable => ({
  oid: 1,
  schema: "public",
  name,
  kind: "table",
  estimatedRows: null,
  isOutside: false,
  columns,
});
const orders = table([
  column("id", { isInPrimaryKey: true }),
  column("person_id", { isForeignKey: true }),
  column("note"),
]);

describe("a table's box", () => {
  it("has a line for each column that is drawn, and one for those that are not", () => {
    const drawn = (detail: "all" | "keys" | "names") => {
      const { columns, hiddenColumns, height } = boxOf(orders, detail);
      return { columns: columns.map(({ name }) => name), hiddenColumns, lines: (height - headHeight - 4) / lineHeight };
    };
    expect(drawn("all")).toEqual({ columns: ["id", "person_id", "note"], hiddenColumns: 0, lines: 3 });
    expect(drawn("keys")).toEqual({ columns: ["id", "person_id"], hiddenColumns: 1, lines: 3 });
    expect(boxOf(orders, "names")).toMatchObject({ columns: [], hiddenColumns: 0, height: headHeight });
  });

  it("stays within bounds whatever a table has", () => {
    const wide = table(
      Array.from({ length: 1600 }, (_, index) => column(`c${index}`)),
      "n".repeat(63),
    );
    expect(boxOf(wide, "all")).toMatchObject({
      width: 360,
      hiddenColumns: 1540,
      height: headHeight + 61 * lineHeight + 4,
    });
    expect(boxOf(table([], "t"), "all")).toMatchObject({ width: 170, height: headHeight });
  });

  it("knows where the line of a column is", () => {
    const box = boxOf(orders, "keys");
    expect(lineOffset(box, "person_id")).toBe(headHeight + 1.5 * lineHeight);
    expect([lineOffset(box, "note"), lineOffset(box, undefined)]).toEqual([headHeight / 2, headHeight / 2]);
  });
});
