import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCopyRow, readRows } from "./decoded-rows.ts";

/** As the server writes a value in COPY's text format. */
function copyField(value: string | null): string {
  if (value === null) return "\\N";
  const escapes: Readonly<Record<string, string>> = {
    "\b": "b",
    "\f": "f",
    "\n": "n",
    "\r": "r",
    "\t": "t",
    "\v": "v",
    "\\": "\\",
  };
  return value.replace(/[\b\f\n\r\t\v\\]/g, (character) => `\\${escapes[character]}`);
}

const rowOf = (values: readonly (string | null)[]) => values.map(copyField).join("\t");
const values = fc.array(fc.option(fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 5 });

describe("rows of COPY's text format", () => {
  it("are read back as they were, whatever they hold", () => {
    fc.assert(
      fc.property(values, (row) => {
        expect(readCopyRow(rowOf(row))).toEqual(row);
      }),
    );
    expect(readCopyRow("\\N\t\\\\N\t\t\\.")).toEqual([null, "\\N", "", "."]);
  });

  it("may come in pieces, also cut inside a character", () => {
    fc.assert(
      fc.property(values, fc.array(fc.nat()), (row, cuts) => {
        const bytes = Buffer.from(`${rowOf(row)}\n`);
        const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
        const seen: (readonly (string | null)[])[] = [];
        const take = readRows(row.length, (each) => seen.push(each));
        for (const [index, from] of places.slice(0, -1).entries()) {
          const to = places[index + 1] ?? 0;
          take(bytes, from, to, index === places.length - 2);
        }
        expect(seen).toEqual([row]);
      }),
    );
  });

  it("of a table without columns have no values", () => {
    const seen: unknown[] = [];
    readRows(0, (row) => seen.push(row))(Buffer.from("\n"), 0, 1, true);
    expect(seen).toEqual([[]]);
  });
});
