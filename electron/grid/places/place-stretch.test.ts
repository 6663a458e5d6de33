import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageStart } from "../../../shared/grid/model.ts";
import type { RowPlace } from "../relation/relation.ts";
import { chooseStretch } from "./place-stretch.ts";

const needs = { pageRows: 100, estimatedRows: 20_000, hasFilters: false };
const one: readonly RowPlace[] = [{ oid: 5, blocks: 1_000 }];

describe("chooseStretch", () => {
  it("takes the blocks that a page is likely to fill, and says where to go on", () => {
    expect([
      chooseStretch(one, { kind: "first" }, false, needs),
      chooseStretch(one, { kind: "after", key: ["(990,3)"] }, false, needs),
      chooseStretch(one, { kind: "last" }, false, needs),
      chooseStretch(one, { kind: "before", key: ["(10,4)"] }, false, needs),
      chooseStretch([], { kind: "first" }, true, needs),
    ]).toEqual([
      { tableOid: 5, from: { tid: "(0,0)", isInclusive: false }, to: "(16,0)", next: { tableOid: 5, tid: "(16,0)" } },
      { tableOid: 5, from: { tid: "(990,3)", isInclusive: false }, to: null, next: null },
      { tableOid: 5, from: { tid: "(984,0)", isInclusive: true }, to: null, next: { tableOid: 5, tid: "(984,0)" } },
      { tableOid: 5, from: null, to: "(10,4)", next: null },
      null,
    ]);
  });

  it("refuses what is no place", () => {
    for (const key of [["x"], ["(1,2)", "3"], [null], ["(1,2) OR true"]])
      expect(() => chooseStretch(one, { kind: "after", key }, false, needs)).toThrow(/no place/);
  });

  it("covers every block of every table once, in both directions", () => {
    const places = fc
      .uniqueArray(fc.record({ oid: fc.integer({ min: 1, max: 50 }), blocks: fc.nat(300) }), {
        selector: ({ oid }) => oid,
        minLength: 1,
        maxLength: 5,
      })
      .map((list) => list.toSorted((left, right) => left.oid - right.oid));
    fc.assert(
      fc.property(places, fc.boolean(), (list, isForward) => {
        const seen: string[] = [];
        let start: PageStart = { kind: isForward ? "first" : "last" };
        for (let step = 0; step < 500; step++) {
          const stretch = chooseStretch(list, start, true, { ...needs, estimatedRows: null });
          if (!stretch) break;
          const blocks = list.find(({ oid }) => oid === stretch.tableOid)?.blocks ?? 0;
          const from = stretch.from ? blockOf(stretch.from.tid) : 0;
          const to = stretch.to === null ? blocks : blockOf(stretch.to);
          const range = Array.from({ length: to - from }, (_, index) => `${stretch.tableOid}:${from + index}`);
          if (isForward) seen.push(...range);
          else seen.unshift(...range);
          if (!stretch.next) break;
          const key = [String(stretch.next.tableOid), stretch.next.tid];
          start = { kind: isForward ? "after" : "before", key };
        }
        expect(seen).toEqual(
          list.flatMap(({ oid, blocks }) => Array.from({ length: blocks }, (_, block) => `${oid}:${block}`)),
        );
      }),
    );
  });
});

function blockOf(tid: string): number {
  return Number(tid.slice(1).split(",")[0]);
}
