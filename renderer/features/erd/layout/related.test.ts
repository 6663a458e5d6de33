import { describe, expect, it } from "vitest";
import type { Diagram } from "../../../../shared/erd/model.ts";
import { aroundTable, neighboursOf, orderByRelation } from "./related.ts";

const diagram = (count: number, keys: readonly (readonly [number, number])[]): Diagram => ({
  tables: Array.from({ length: count }, (_, oid) => ({
    oid,
    schema: "public",
    name: `t${oid}`,
    kind: "table" as const,
    estimatedRows: null,
    isOutside: false,
    columns: [],
  })),
  relations: keys.map(([fromOid, toOid], index) => ({
    name: `k${index}`,
    fromOid,
    toOid,
    fromColumns: ["a"],
    toColumns: ["b"],
    isOneToOne: false,
    isOptional: false,
  })),
  isCut: false,
  unreadableSchemas: [],
});
const chain = diagram(6, [
  [0, 1],
  [1, 2],
  [2, 3],
  [1, 1],
]);

describe("related tables", () => {
  it("are those one key away in either direction", () => {
    const neighbours = neighboursOf(chain.relations);
    expect([0, 1, 4].map((oid) => [...(neighbours.get(oid) ?? [])])).toEqual([[1], [0, 2], []]);
  });

  it("are cut out of a diagram by their distance, with the keys between them", () => {
    const around = (steps: number) => {
      const part = aroundTable(chain, 0, steps);
      return [part.tables.map(({ oid }) => oid), part.relations.map(({ name }) => name)];
    };
    expect([around(0), around(1), around(2)]).toEqual([
      [[0], []],
      [
        [0, 1],
        ["k0", "k3"],
      ],
      [
        [0, 1, 2],
        ["k0", "k1", "k3"],
      ],
    ]);
  });

  it("follow each other, the most related first, and every table comes once", () => {
    expect(orderByRelation(chain)).toEqual([1, 0, 2, 3, 4, 5]);
    const large = diagram(
      3000,
      Array.from({ length: 2999 }, (_, oid) => [oid + 1, Math.floor(oid / 7)] as const),
    );
    expect(new Set(orderByRelation(large)).size).toBe(3000);
  });
});
