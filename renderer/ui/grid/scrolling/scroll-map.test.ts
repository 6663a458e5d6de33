import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxHeight, placeAfterScroll, placeAtOffset, scrollMap, visibleSpan } from "./scroll-map.ts";

const top = { scrollTop: 0, offset: 0 };

describe("the scroll bar of few rows", () => {
  it("is the offset itself", () => {
    const map = scrollMap(26_000, 600);
    expect([map.height, placeAfterScroll(map, top, 123), placeAtOffset(map, 1e9)]).toEqual([
      26_000,
      { scrollTop: 123, offset: 123 },
      { scrollTop: 25_400, offset: 25_400 },
    ]);
  });
});

describe("the scroll bar of ten million rows", () => {
  const map = scrollMap(260_000_000, 600);

  it("is no taller than a browser can do", () => {
    expect(map.height).toBe(maxHeight);
  });

  it("moves rows by exactly as much as the wheel turns", () => {
    const middle = placeAtOffset(map, 100_000_000);
    expect(placeAfterScroll(map, middle, middle.scrollTop + 120).offset).toBeCloseTo(100_000_120, 3);
  });

  it("reaches both ends, and jumps in proportion", () => {
    const end = placeAfterScroll(map, top, maxHeight - 600);
    expect(end.offset).toBe(260_000_000 - 600);
    expect(placeAfterScroll(map, end, 0).offset).toBe(0);
    expect(placeAfterScroll(map, top, (maxHeight - 600) / 2).offset).toBeCloseTo((260_000_000 - 600) / 2, 0);
  });

  it("never leaves the rows", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5000, max: maxHeight + 5000 })), (tops) => {
        const places = tops.reduce((place, scrollTop) => placeAfterScroll(map, place, scrollTop), top);
        return places.offset >= 0 && places.offset <= map.total - map.viewport;
      }),
    );
  });
});

describe("visibleSpan", () => {
  it("gives the columns that show", () => {
    const edges = [0, 100, 250, 300, 420];
    expect([
      visibleSpan(edges, 0, 50),
      visibleSpan(edges, 100, 250),
      visibleSpan(edges, 120, 301),
      visibleSpan(edges, 900, 1000),
      visibleSpan([0], 0, 100),
    ]).toEqual([
      [0, 0],
      [1, 1],
      [1, 3],
      [3, 3],
      [0, 0],
    ]);
  });
});
