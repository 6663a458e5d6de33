import { expect, it } from "vitest";
import { branchExample } from "../../../../shared/branches/testing/branch-example.ts";
import { type BlastFacts, deleteRadius, resetRadius, restoreRadius } from "./blast-radius.ts";

const main = branchExample({ id: "main", isDefault: true });
const branch = branchExample({ id: "work", parentId: "main" });
const nothing: BlastFacts = { databases: null, openTabs: [], stagedRows: 0, children: [], parent: main };
const stays = "Name, connection string, roles and passwords stay.";

it("a delete names databases, tabs and staged rows of a suspended branch", () => {
  const facts = { ...nothing, databases: [{ name: "shop", owner: "o" }], openTabs: ["orders"], stagedRows: 2 };
  expect(deleteRadius({ ...branch, compute: "suspended" }, facts)).toEqual([
    "1 database (shop) with all rows of this branch; there is no copy to come back to.",
    "1 open tab of this window: orders.",
    "2 rows with staged changes that are not stored.",
    "Its parent main is not touched.",
  ]);
});

it("a reset says where the content comes from, and what becomes of children", () => {
  expect(resetRadius(branch, { ...nothing, children: [branchExample({ id: "leaf" })] })).toEqual([
    "All databases and rows become those of main as they are now. What was changed here is lost.",
    "Its compute is stopped and every session on it ends.",
    "leaf keeps what it has; it was made from what is replaced.",
    "Name, connection string, roles and passwords stay. Its lifetime begins anew.",
  ]);
});

it("a restore moves children and the branch itself onto what is kept", () => {
  const facts = { ...nothing, children: [branchExample({ id: "leaf" }), branchExample({ id: "twig" })] };
  const plan = { source: branch, point: "1 Sep 2026, 14:05:09", preserveUnder: "work-before" };
  expect(restoreRadius({ ...branch, compute: "suspended" }, facts, plan)).toEqual([
    "All databases and rows go back to 1 Sep 2026, 14:05:09.",
    "What is here now is kept as the new branch work-before.",
    "leaf, twig move to work-before.",
    "From then on work-before is its parent: a later reset takes the content from there.",
    stays,
  ]);
  expect(
    restoreRadius({ ...branch, compute: "suspended" }, nothing, { source: main, point: null, preserveUnder: null }),
  ).toEqual(["All databases and rows become those of main as they are now.", "What is here now is lost.", stays]);
  const snapshot = { id: "snap-1", name: "before\u202E", isSnapshot: true } as const;
  expect(
    restoreRadius({ ...branch, compute: "suspended" }, nothing, {
      source: snapshot,
      point: null,
      preserveUnder: "old",
    })[0],
  ).toBe("All databases and rows become what the snapshot before\\u{202e} kept.");
});

it("shows the first of many databases, and hidden characters of names", () => {
  const names = ["a", "b", "c", "d\u202E", "e"];
  const facts = { ...nothing, parent: null, databases: names.map((name) => ({ name, owner: "o" })) };
  expect(deleteRadius({ ...branch, compute: "suspended" }, facts)).toEqual([
    "5 databases (a, b, c, 2 more) with all rows of this branch; there is no copy to come back to.",
  ]);
  expect(deleteRadius(branch, { ...facts, databases: null, openTabs: ["x\u202E"] })[2]).toBe(
    "1 open tab of this window: x\\u{202e}.",
  );
});
