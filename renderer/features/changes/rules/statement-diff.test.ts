import fc from "fast-check";
import { expect, it } from "vitest";
import { compareStatements } from "./statement-diff.ts";

const kinds = (before: string, after: string) =>
  compareStatements([...before], [...after]).map(
    ({ kind, before: old, after: young }) => `${kind} ${old ?? "-"}${young ?? "-"}`,
  );

it("tells what stayed, changed, came and went", () => {
  expect([kinds("abc", "abc"), kinds("abc", "axc"), kinds("abc", "ac"), kinds("ac", "abc"), kinds("", "a")]).toEqual([
    ["same aa", "same bb", "same cc"],
    ["same aa", "changed bx", "same cc"],
    ["same aa", "removed b-", "same cc"],
    ["same aa", "added -b", "same cc"],
    ["added -a"],
  ]);
});

it("loses no statement of either side and numbers them in order", () => {
  const script = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 8 });
  fc.assert(
    fc.property(script, script, (before, after) => {
      const changes = compareStatements(before, after);
      expect(changes.flatMap((change) => change.before ?? [])).toEqual(before);
      expect(changes.flatMap((change) => change.after ?? [])).toEqual(after);
      expect(changes.flatMap((change) => change.beforeNumber ?? [])).toEqual(before.map((_, place) => place + 1));
      expect(changes.every(({ kind, before: old, after: young }) => (kind === "same") === (old === young))).toBe(true);
    }),
  );
});
