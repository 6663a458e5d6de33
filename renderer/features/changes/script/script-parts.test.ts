import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutScript, visibleText } from "./script-parts.ts";

const script = "-- why\nalter table a add b int; -- short\n\n/* next */ drop table c ;\n-- the end\n";

function rangeOf(text: string) {
  const start = script.indexOf(text);
  return { start, end: start + text.length };
}

describe("cutScript", () => {
  it("keeps comments with the statement that they stand before or beside", () => {
    const parts = cutScript(script, [rangeOf("alter table a add b int"), rangeOf("drop table c")]);
    expect(parts).toEqual([
      { index: 0, text: "-- why\nalter table a add b int; -- short", line: 2 },
      { index: 1, text: "\n\n/* next */ drop table c ;", line: 4 },
      { index: null, text: "\n-- the end\n", line: 4 },
    ]);
    expect(parts.map(visibleText)).toEqual([
      "-- why\nalter table a add b int; -- short",
      "/* next */ drop table c ;",
      "-- the end",
    ]);
  });

  it("loses no byte, wherever the statements stand", () => {
    const cuts = fc.uniqueArray(fc.nat(30), { maxLength: 6 });
    fc.assert(
      fc.property(
        fc.string({ minLength: 31, unit: fc.constantFrom("a", ";", " ", "\n", "-") }),
        cuts,
        (text, numbers) => {
          const places = numbers.sort((left, right) => left - right);
          const ranges = places.slice(1).map((end, index) => ({ start: places[index] ?? 0, end }));
          expect(
            cutScript(text, ranges)
              .map((part) => part.text)
              .join(""),
          ).toBe(text);
        },
      ),
    );
  });

  it("shows nothing for blanks and a lone semicolon", () => {
    expect(visibleText({ index: null, text: "\n ;\n", line: 1 })).toBeNull();
    expect(cutScript("", [])).toEqual([]);
  });
});
