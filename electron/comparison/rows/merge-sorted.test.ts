import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareKeys, type Keyed, mergeSorted } from "./merge-sorted.ts";

async function* pages(keys: readonly (readonly string[])[], size: number): AsyncGenerator<readonly Keyed[]> {
  for (let at = 0; at < keys.length; at += size) {
    if (at > 0) yield [];
    yield keys.slice(at, at + size).map((key) => ({ key }));
  }
}

/** No lone surrogate, which no server can send. */
const isWellFormed = (text: string) => Buffer.from(text).toString() === text;
const keys = fc
  .uniqueArray(fc.tuple(fc.string({ unit: "grapheme", maxLength: 3 }), fc.string({ unit: "binary", maxLength: 2 })), {
    selector: (key) => JSON.stringify(key),
    maxLength: 20,
  })
  .map((list) => list.filter((key) => key.every(isWellFormed)));

describe("merging rows in key order", () => {
  it("tells of each key once, with the side that has it", async () => {
    await fc.assert(
      fc.asyncProperty(keys, keys, fc.integer({ min: 1, max: 5 }), async (left, right, size) => {
        const sorted = (list: readonly (readonly string[])[]) => [...list].sort(compareKeys);
        const told: string[] = [];
        await mergeSorted(pages(sorted(left), size), pages(sorted(right), size + 1), (from, to) => {
          told.push(JSON.stringify([from?.key ?? null, to?.key ?? null]));
        });
        const has = (list: readonly (readonly string[])[], key: readonly string[]) =>
          list.some((other) => compareKeys(other, key) === 0);
        const all = [...left, ...right.filter((key) => !has(left, key))];
        const expected = sorted(all).map((key) =>
          JSON.stringify([has(left, key) ? key : null, has(right, key) ? key : null]),
        );
        expect(told).toEqual(expected);
      }),
    );
  });

  it("orders texts by their bytes in UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (left, right) => {
        fc.pre(isWellFormed(left) && isWellFormed(right));
        const bytes = Buffer.compare(Buffer.from(left), Buffer.from(right));
        expect(Math.sign(compareKeys([left], [right]))).toBe(bytes);
      }),
    );
    expect(compareKeys(["\u{1f600}"], ["\uffee"])).toBeGreaterThan(0);
  });
});
