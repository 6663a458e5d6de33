import { describe, expect, it } from "vitest";
import type { Branch } from "../../shared/branches/model.ts";
import { branchExample } from "../../shared/branches/testing/branch-example.ts";
import { inTreeOrder } from "./handlers.ts";

const branch = (id: string, parentId: string | null, minute: number): Branch =>
  branchExample({
    id,
    parentId,
    isDefault: parentId === null,
    createdAt: `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000Z`,
  });

describe("the order of branches", () => {
  it("puts parents before children and elder before younger", () => {
    const branches = [
      branch("grandchild", "younger", 9),
      branch("younger", "main", 5),
      branch("orphan", "gone", 2),
      branch("elder", "main", 3),
      branch("main", null, 1),
    ];
    const names = inTreeOrder(branches).map((one) => one.id);
    expect(names).toEqual(["main", "elder", "younger", "grandchild", "orphan"]);
  });

  it("is the same whatever the order it came in, and loses nobody of the same age", () => {
    const branches = [branch("main", null, 1), branch("b", "main", 2), branch("a", "main", 2)];
    expect(inTreeOrder([...branches].reverse())).toEqual(inTreeOrder(branches));
    expect(inTreeOrder(branches).map((one) => one.id)).toEqual(["main", "a", "b"]);
    expect(inTreeOrder([])).toEqual([]);
  });
});
