import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignLines } from "./align-lines.ts";

const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));

describe("two texts side by side", () => {
  it("shows each text whole and in its order, and calls nothing changed that is equal on both sides", () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const lines = alignLines(from, to);
        const side = (which: "from" | "to") =>
          lines
            .map((line) => line[which])
            .filter((line) => line !== null)
            .join("\n");
        expect([side("from"), side("to")]).toEqual([from, to]);
        expect(lines.every(({ kind, from: left, to: right }) => kind === "changed" || left === right)).toBe(true);
      }),
    );
  });

  it("finds the line that was put in", () => {
    expect(alignLines("CREATE TABLE t (\n  id int\n);", "CREATE TABLE t (\n  id int,\n  note text\n);")).toEqual([
      { kind: "same", from: "CREATE TABLE t (", to: "CREATE TABLE t (" },
      { kind: "changed", from: "  id int", to: "  id int," },
      { kind: "changed", from: null, to: "  note text" },
      { kind: "same", from: ");", to: ");" },
    ]);
  });
});
