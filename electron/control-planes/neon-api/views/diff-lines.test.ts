import fc from "fast-check";
import { expect, it } from "vitest";
import { diffLines } from "./diff-lines.ts";

const names = ["a", "b"] as const;

it("shows changed lines with three around them, near ones together, far ones apart", () => {
  const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const after = before.with(1, "changed").toSpliced(17, 1).toSpliced(16, 0, "new");
  expect(diffLines(`${before.join("\n")}\n`, `${after.join("\n")}\n`, names)).toBe(`--- a
+++ b
@@ -1,5 +1,5 @@
 line 0
-line 1
+changed
 line 2
 line 3
 line 4
@@ -14,7 +14,7 @@
 line 13
 line 14
 line 15
+new
 line 16
-line 17
 line 18
 line 19
`);
});

it("is empty for equal texts, and starts at 0 for a text that is empty", () => {
  expect([diffLines("x\n", "x\n", names), diffLines("", "x\n", names)]).toEqual([
    "",
    "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+x\n",
  ]);
});

it("makes the second text out of the first", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const join = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");
      expect(applyPatch(before, diffLines(join(before), join(after), names))).toEqual(after);
    }),
  );
});

/** What `patch` does: lines outside the hunks stay. */
function applyPatch(before: readonly string[], patch: string): readonly string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of patch.split("\n").slice(2, -1)) {
    const hunk = /^@@ -(\d+),(\d+) /.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
      result.push(...before.slice(at, start));
      at = start;
    } else {
      if (line[0] !== "+") expect(before[at++]).toBe(line.slice(1));
      if (line[0] !== "-") result.push(line.slice(1));
    }
  }
  return [...result, ...before.slice(at)];
}
