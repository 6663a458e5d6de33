import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "./line-diff.ts";

describe("diffLines", () => {
  it("shows what goes before what comes, and keeps what stays", () => {
    expect(diffLines("CREATE INDEX i\n  ON t (a)", "-- why\nCREATE INDEX CONCURRENTLY i\n  ON t (a)")).toEqual([
      { kind: "removed", text: "CREATE INDEX i" },
      { kind: "added", text: "-- why" },
      { kind: "added", text: "CREATE INDEX CONCURRENTLY i" },
      { kind: "same", text: "  ON t (a)" },
    ]);
    expect(diffLines("a", "a")).toEqual([{ kind: "same", text: "a" }]);
  });

  it("holds both texts, line by line", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 })
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const without = (kind: string) =>
          lines
            .filter((line) => line.kind !== kind)
            .map((line) => line.text)
            .join("\n");
        expect([without("added"), without("removed")]).toEqual([before, after]);
      }),
    );
  });
});
