import { describe, expect, it } from "vitest";
import { whereDown } from "./where-down.ts";

describe("whereDown", () => {
  it("takes a folder that is not known for plain pairs", () => {
    expect([whereDown(null), whereDown("flyway")]).toEqual([
      "Add a file of the same name ending in .down.sql.",
      "Add a script of the same version that begins with U.",
    ]);
  });
});
