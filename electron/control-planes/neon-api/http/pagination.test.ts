import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Sorting, takeCursorPage, takePage } from "./pagination.ts";

interface Row {
  readonly id: string;
  readonly name: string;
}
const rows = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), name: fc.constantFrom("a", "b", "c") }), {
  selector: ({ id }) => id,
});
const sorting = (isDescending: boolean): Sorting<Row> => ({
  name: isDescending ? "name desc" : "name asc",
  isDescending,
  valueOf: ({ name }) => name,
  idOf: ({ id }) => id,
});
function readAll(list: readonly Row[], isDescending: boolean, limit: number): readonly Row[] {
  const { rows: page, next } = takePage(list, sorting(isDescending), null, limit);
  let [all, cursor] = [page, next];
  while (cursor !== undefined) {
    const more = takePage(list, sorting(isDescending), cursor, limit);
    [all, cursor] = [[...all, ...more.rows], more.next];
  }
  return all;
}

describe("pages with `next`", () => {
  it("together are the whole list, each row once, in order; the other way round for the other order", () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (list, limit) => {
        const up = readAll(list, false, limit);
        expect(new Set(up)).toEqual(new Set(list));
        expect([up.length, up.map(({ name }) => name)]).toEqual([list.length, list.map(({ name }) => name).sort()]);
        expect(readAll(list, true, limit)).toEqual([...up].reverse());
      }),
    );
  });

  it("go on where they were when rows come and go between two of them", () => {
    const list = ["a", "b", "c", "d"].map((name) => ({ id: name, name }));
    const { next = "" } = takePage(list, sorting(false), null, 2);
    const changed = [{ id: "a2", name: "a" }, ...list.filter(({ id }) => id !== "b")];
    expect(takePage(changed, sorting(false), next, 2)).toEqual({ rows: list.slice(2) });
  });

  it("refuse a cursor of another order, and one that is none", () => {
    const list = [
      { id: "1", name: "a" },
      { id: "2", name: "b" },
    ];
    const { next = "" } = takePage(list, sorting(false), null, 1);
    for (const cursor of [next, "AAAA", "!"])
      expect(() => takePage(list, sorting(true), cursor, 1)).toThrow(expect.objectContaining({ status: 400 }));
  });
});

it("pages of the older style have a cursor on the last page too, and none on the empty one behind it", () => {
  const list = ["x", "y", "z"];
  const page = (cursor: string | null) => takeCursorPage(list, (row) => row, cursor, 2);
  expect([page(null), page("y"), page("z")]).toEqual([
    { rows: ["x", "y"], pagination: { cursor: "y" } },
    { rows: ["z"], pagination: { cursor: "z" } },
    { rows: [] },
  ]);
  expect(() => page("gone")).toThrow(expect.objectContaining({ status: 400 }));
});
