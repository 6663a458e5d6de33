import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSchemas, type SchemaSnapshot } from "./schema-snapshot.ts";

const snapshot = (lines: readonly string[]): SchemaSnapshot => ({ sha256: "", lines: [...lines].sort() });

describe("compareSchemas", () => {
  it("gives the lines that only one side has", () => {
    const differences = compareSchemas(snapshot(["a", "b", "b", "d"]), snapshot(["b", "c", "d", "e"]), 10);
    expect(differences).toEqual([
      { side: "expected", line: "a" },
      { side: "expected", line: "b" },
      { side: "found", line: "c" },
      { side: "found", line: "e" },
    ]);
    expect(compareSchemas(snapshot(["a", "b"]), snapshot([]), 1)).toEqual([{ side: "expected", line: "a" }]);
  });

  it("turns one side into the other, whatever they are", () => {
    const lines = fc.array(fc.constantFrom("a", "b", "c", "table ä", "Z"), { maxLength: 8 });
    fc.assert(
      fc.property(lines, lines, (left, right) => {
        const differences = compareSchemas(snapshot(left), snapshot(right), 100);
        const result: string[] = [...left];
        for (const { side, line } of differences)
          if (side === "found") result.push(line);
          else result.splice(result.indexOf(line), 1);
        expect(result.sort()).toEqual([...right].sort());
      }),
    );
  });
});
