import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowsPage } from "../../../shared/rows/page.ts";
import { characterBoundary, PageBuilder, type PageLimits, wholeCharacters } from "./page-builder.ts";

const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
const generous: PageLimits = { pageRows: 1000, pageBytes: 1 << 20, maxCellBytes: 1 << 20, maxRows: 0 };

function build(rows: readonly (readonly (string | null)[])[], limits: Partial<PageLimits> = {}) {
  const pages: RowsPage[] = [];
  const builder = new PageBuilder({ ...generous, ...limits }, (page) => pages.push(new RowsPage(page, decode)));
  for (const row of rows) {
    builder.beginRow(row.length);
    for (const cell of row) {
      if (cell === null) builder.addNull();
      else {
        const bytes = Buffer.from(cell);
        builder.addCell(bytes, 0, bytes.length);
      }
    }
    builder.endRow();
  }
  builder.flush();
  return { pages, builder, rows: pages.flatMap((page) => rowsOf(page)) };
}

function rowsOf(page: RowsPage): (string | null)[][] {
  return Array.from({ length: page.rowCount }, (_, row) => page.row(row));
}

describe("pages of rows", () => {
  it("give back every row, whatever the limits of a page are", () => {
    const cell = fc.option(fc.string({ unit: "binary", maxLength: 40 }), { nil: null });
    const table = fc
      .integer({ min: 0, max: 6 })
      .chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 60 }));
    fc.assert(
      fc.property(
        table,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 200 }),
        (rows, pageRows, pageBytes) => {
          const built = build(rows, { pageRows, pageBytes });
          expect(built.rows).toEqual(rows);
          expect(built.pages.every((page) => page.rowCount <= pageRows)).toBe(true);
        },
      ),
    );
  });

  it("tell NULL from the empty string", () => {
    expect(build([[null, "", "NULL"]]).rows).toEqual([[null, "", "NULL"]]);
  });

  it("grow beyond their first buffers", () => {
    const rows = Array.from({ length: 900 }, (_, row) => Array.from({ length: 30 }, (_, column) => `${row}/${column}`));
    expect(build(rows).rows).toEqual(rows);
  });

  it("keep the beginning of a cell that is too long, and its true length", () => {
    const { pages } = build(
      [
        ["short", "x".repeat(500)],
        ["y".repeat(11), null],
      ],
      { maxCellBytes: 10 },
    );
    const page = pages[0];
    expect(page && rowsOf(page)).toEqual([
      ["short", "x".repeat(10)],
      ["y".repeat(10), null],
    ]);
    expect([page?.trueBytes(0, 0), page?.trueBytes(0, 1), page?.trueBytes(1, 0)]).toEqual([undefined, 500, 11]);
  });

  it("never split a character when they cut", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 4, maxLength: 30 }),
        fc.integer({ min: 1, max: 20 }),
        (text, max) => {
          const shown = build([[text]], { maxCellBytes: max }).rows[0]?.[0] ?? "";
          expect(text.startsWith(shown)).toBe(true);
          expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(Math.max(max, 0));
        },
      ),
    );
  });

  it("drop rows over the limit and say that there were more", () => {
    const built = build([["a"], ["b"], ["c".repeat(50)]], { maxRows: 2, maxCellBytes: 10 });
    expect(built.rows).toEqual([["a"], ["b"]]);
    expect([built.builder.hasMore, built.builder.totalRows]).toEqual([true, 2]);
  });

  it("take a cell of which only the head was ever in memory", () => {
    const pages: RowsPage[] = [];
    const builder = new PageBuilder(generous, (page) => pages.push(new RowsPage(page, decode)));
    builder.beginRow(1);
    builder.addCutCell(Buffer.from("grüße").subarray(0, 3), 600_000_000);
    builder.endRow();
    builder.flush();
    expect([pages[0]?.cell(0, 0), pages[0]?.trueBytes(0, 0)]).toEqual(["gr", 600_000_000]);
  });

  it("refuse a buffer that is no page, and a cell that is not there", () => {
    expect(() => new RowsPage(new ArrayBuffer(20), decode)).toThrow("Not a page");
    const page = build([["a"]]).pages[0];
    expect(() => page?.cell(1, 0)).toThrow(RangeError);
    expect(() => page?.cell(0, -1)).toThrow(RangeError);
  });
});

describe("character boundaries", () => {
  it("are found in front of and behind every character", () => {
    const text = Buffer.from("aé€😀z");
    const cuts = Array.from({ length: text.length + 1 }, (_, length) => length);
    expect(cuts.map((length) => characterBoundary(text, 0, length))).toEqual([0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11]);
    expect(cuts.map((length) => wholeCharacters(text.subarray(0, length)))).toEqual([
      0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11,
    ]);
  });
});
