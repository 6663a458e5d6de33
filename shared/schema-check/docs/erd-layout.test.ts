import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Diagram } from "../../erd/model.ts";
import { layOutTables } from "./erd-layout.ts";
import { drawErd } from "./erd-svg.ts";

/** A diagram of tables by name, with keys from the first to the second of each pair. */
function diagram(names: readonly string[], pairs: readonly (readonly [string, string])[], firstOid = 1): Diagram {
  const oids = new Map(names.map((name, place) => [name, firstOid + place]));
  const column = {
    name: "id",
    type: "timestamp with time zone",
    isNotNull: true,
    isInPrimaryKey: true,
    isForeignKey: false,
  };
  return {
    tables: names.map((name) => ({
      oid: oids.get(name) ?? 0,
      schema: "public",
      name,
      kind: "table",
      estimatedRows: null,
      isOutside: false,
      columns: [column],
    })),
    relations: pairs.map(([from, to]) => ({
      name: `${from}_${to}`,
      fromOid: oids.get(from) ?? 0,
      toOid: oids.get(to) ?? 0,
      fromColumns: ["id"],
      toColumns: ["id"],
      isOneToOne: false,
      isOptional: true,
    })),
    isCut: false,
    unreadableSchemas: [],
  };
}

const names = [..."abcdefgh"];
const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)), { maxLength: 14 });

describe("the places of tables in a document", () => {
  it("put what is referred to on the left, and what is related to nothing below", () => {
    const { boxes } = layOutTables(
      diagram(
        ["child", "alone", "parent", "grandchild"],
        [
          ["child", "parent"],
          ["grandchild", "child"],
        ],
      ),
    );
    const place = new Map(boxes.map(({ table, x, y }) => [table.name, { x, y }]));
    const xs = ["parent", "child", "grandchild"].map((name) => place.get(name)?.x ?? 0);
    expect(xs).toEqual(xs.toSorted((a, b) => a - b));
    expect(new Set(xs).size).toBe(3);
    expect(place.get("alone")?.y).toBeGreaterThan(place.get("parent")?.y ?? 0);
  });

  it("never overlap, circles and keys to itself included", () => {
    fc.assert(
      fc.property(pairs, (keys) => {
        const { boxes, width, height } = layOutTables(diagram(names, keys));
        expect(boxes.length).toBe(names.length);
        for (const [at, a] of boxes.entries()) {
          expect(a.x + a.width <= width && a.y + a.height <= height).toBe(true);
          for (const b of boxes.slice(at + 1))
            expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(
              true,
            );
        }
      }),
    );
  });

  it("and the picture of them depend on neither the order of reading nor the oids", () => {
    fc.assert(
      fc.property(pairs, (keys) => {
        const unique = [...new Map(keys.map((key) => [key.join("_"), key])).values()];
        const one = drawErd(diagram(names, unique), { isLinked: true });
        const other = drawErd(diagram(names.toReversed(), unique.toReversed(), 5000), { isLinked: true });
        expect(other).toBe(one);
      }),
    );
  });

  it("take a chain of many thousand tables", () => {
    const many = Array.from({ length: 5000 }, (_, number) => `t${String(number).padStart(4, "0")}`);
    const chain = many.slice(1).map((name, number) => [name, many[number] ?? ""] as const);
    expect(layOutTables(diagram(many, chain)).boxes.length).toBe(5000);
  });
});

describe("the picture of a diagram", () => {
  it("is XML in which names are text, and leads to the tables of the document", () => {
    const svg = drawErd(diagram([`<img src="x">&'`, "b"], [["b", `<img src="x">&'`]]), { isLinked: true });
    expect(svg).toContain("&lt;img src=&quot;x&quot;&gt;&amp;&#39;");
    expect(svg).toContain('<a href="#public:b">');
    expect(svg).not.toContain("<img");
    expect(svg).toContain(">timestamptz<");
  });
});
