import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { KnownRelations } from "./known-relations.ts";
import type { GridRelation } from "./relation.ts";

const relation = (oid: number): GridRelation => ({
  oid,
  kind: "r",
  isReadable: true,
  columns: [],
  uniqueKeys: [],
  hasChildren: false,
  isPlaceReadable: true,
  places: [],
  estimatedRows: null,
});
const name = { schema: "public", name: "a" };
const main = { connectionId: "c" };
const branch = { connectionId: "c", branchId: "b" };

describe("what is known of tables", () => {
  it("is kept for each connection, branch and table by itself", () => {
    const known = new KnownRelations();
    known.keep(main, name, relation(1));
    known.keep(branch, name, relation(2));
    known.keep(main, { ...name, name: "b" }, relation(3));
    known.forget(main, { ...name, name: "b" });
    expect([
      known.find(main, name)?.oid,
      known.find(branch, name)?.oid,
      known.find(main, { ...name, name: "b" }),
      known.find({ connectionId: "d" }, name),
    ]).toEqual([1, 2, null, null]);
  });

  it("grows old, and is not kept of ever more tables", async () => {
    const old = new KnownRelations(5);
    old.keep(main, name, relation(1));
    await setTimeout(20);
    expect(old.find(main, name)).toBeNull();
    const known = new KnownRelations();
    for (let oid = 0; oid < 60; oid++) known.keep(main, { ...name, name: String(oid) }, relation(oid));
    const kept = Array.from({ length: 60 }, (_, oid) => known.find(main, { ...name, name: String(oid) })?.oid ?? null);
    expect(kept).toEqual(Array.from({ length: 60 }, (_, oid) => (oid < 10 ? null : oid)));
  });
});
