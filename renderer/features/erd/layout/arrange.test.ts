import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, it } from "vitest";
import type { Diagram } from "../../../../shared/erd/model.ts";
import { arrangeTables, type Place } from "./arrange.ts";
import { boxOf, type TableBox } from "./table-box.ts";

const count = 40;
const diagram: Diagram = {
  tables: Array.from({ length: count }, (_, oid) => ({
    oid,
    schema: "public",
    name: `table_${oid}`,
    kind: "table" as const,
    estimatedRows: null,
    isOutside: false,
    columns: Array.from({ length: oid % 9 }, (_unused, index) => ({
      name: `column_${index}`,
      type: "text",
      isNotNull: false,
      isInPrimaryKey: index === 0,
      isForeignKey: false,
    })),
  })),
  relations: Array.from({ length: 25 }, (_, index) => ({
    name: `key_${index}`,
    fromOid: index + 1,
    toOid: Math.floor(index / 3),
    fromColumns: ["column_0"],
    toColumns: ["column_0"],
    isOneToOne: false,
    isOptional: false,
  })),
  isCut: false,
  unreadableSchemas: [],
};
const boxes = new Map(diagram.tables.map((table) => [table.oid, boxOf(table, "all")]));

function overlaps(places: ReadonlyMap<number, Place>): readonly string[] {
  const rectangles = [...places].map(([oid, place]) => ({ oid, ...place, ...(boxes.get(oid) as TableBox) })); // every table has a box
  return rectangles.flatMap((left, at) =>
    rectangles
      .slice(at + 1)
      .filter(
        (right) =>
          left.x < right.x + right.width &&
          right.x < left.x + left.width &&
          left.y < right.y + right.height &&
          right.y < left.y + left.height,
      )
      .map((right) => `${left.oid} and ${right.oid}`),
  );
}

describe("an arrangement", () => {
  it.each(["layers", "packed"] as const)("gives every table a place of its own: %s", async (arrangement) => {
    const places = await arrangeTables(new ELK(), diagram, boxes, arrangement);
    expect([places.size, overlaps(places)]).toEqual([count, []]);
  });

  it("puts what is referred to left of what refers to it", async () => {
    const places = await arrangeTables(new ELK(), diagram, boxes, "layers");
    const wrong = diagram.relations.filter(
      ({ fromOid, toOid }) => (places.get(toOid)?.x ?? 0) >= (places.get(fromOid)?.x ?? 0),
    );
    expect(wrong).toEqual([]);
  });
});
