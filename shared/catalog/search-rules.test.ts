import { describe, expect, it } from "vitest";
import { matchFuzzily } from "./fuzzy.ts";
import { objectKinds } from "./object-kinds.ts";
import { kindBonus, searchedKinds } from "./search-rules.ts";

describe("what a search looks at", () => {
  it("is every kind; columns only after a table's name and a dot", () => {
    expect(searchedKinds("orders")).toEqual(objectKinds.filter((kind) => kind !== "column"));
    expect([searchedKinds("orders.st"), searchedKinds(".st").includes("column")]).toEqual([objectKinds, false]);
  });

  it("puts a table before the index that is named after it", () => {
    const score = (kind: "table" | "index", name: string) => (matchFuzzily("runs", name)?.score ?? 0) + kindBonus(kind);
    expect(score("table", "runs")).toBeGreaterThan(score("index", "runs_pkey"));
    expect(score("table", "orbit_utility_lines")).toBeLessThan(score("index", "runs"));
  });
});
