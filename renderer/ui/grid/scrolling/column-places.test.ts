import { describe, expect, it } from "vitest";
import { drawnColumns, placeColumns, scrollToColumn } from "./column-places.ts";

describe("places of columns", () => {
  it("give the room that is left to the last column that scrolls", () => {
    expect(placeColumns([100, 50, 60, 40], 1, 1, 400)).toEqual({
      edges: [0, 100, 150, 360, 400],
      startCount: 1,
      endCount: 1,
      startWidth: 100,
      endWidth: 40,
    });
    expect(placeColumns([100, 50], 2, 0, 200).edges).toEqual([0, 100, 200]);
    expect(placeColumns([100, 50], 0, 0, 20).edges).toEqual([0, 100, 150]);
    expect(placeColumns([], 0, 0, 20)).toEqual({ edges: [0], startCount: 0, endCount: 0, startWidth: 0, endWidth: 0 });
  });
});

describe("what is drawn of a row", () => {
  const places = placeColumns([10, 20, 30, 40, 50], 1, 1, 0);
  const columns = (first: number, last: number, extra: number) => {
    const { start, middle, end } = drawnColumns(places, first, last, extra);
    return [start, middle, end].map((part) => part.map(({ column, left, width }) => `${column}@${left}+${width}`));
  };

  it("is every held column, and the others where they show", () => {
    expect(columns(2, 2, -1)).toEqual([["0@0+10"], ["2@30+30"], ["4@0+50"]]);
    expect(columns(0, 4, -1)).toEqual([["0@0+10"], ["1@10+20", "2@30+30", "3@60+40"], ["4@0+50"]]);
  });

  it("is also the column with the focus, once", () => {
    expect(columns(3, 3, 1)[1]).toEqual(["3@60+40", "1@10+20"]);
    expect(columns(3, 3, 3)[1]).toEqual(["3@60+40"]);
    expect(columns(3, 3, 0)[1]).toEqual(["3@60+40"]);
  });
});

describe("scrolling to a column", () => {
  it("brings it between those that are held, and moves nothing that shows", () => {
    const places = placeColumns([100, 100, 100, 100, 100, 100], 1, 1, 0);
    const scroll = (column: number, from: number) => scrollToColumn(places, column, from, 400);
    expect([scroll(1, 0), scroll(3, 0), scroll(4, 0), scroll(1, 150), scroll(0, 150), scroll(5, 0)]).toEqual([
      null,
      100,
      200,
      0,
      null,
      null,
    ]);
  });
});
