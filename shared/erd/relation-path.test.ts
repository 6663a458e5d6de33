import { describe, expect, it } from "vitest";
import { relationPath } from "./relation-path.ts";

const at = (x: number, y = 0) => ({ table: { x, y, width: 200 }, offset: 40 });

describe("the line of a foreign key", () => {
  it("goes between the sides that face each other", () => {
    expect(relationPath(at(0), at(400, 100))).toBe("M 200 40 C 300 40, 300 140, 400 140");
    expect(relationPath(at(400), at(0, 100))).toBe("M 400 40 C 300 40, 300 140, 200 140");
  });

  it("goes out on the right and back where tables stand above each other, also to itself", () => {
    expect(relationPath(at(0), at(60, 300))).toBe("M 200 40 C 252 40, 312 340, 260 340");
    expect(relationPath(at(0), { ...at(0), offset: 62 })).toBe("M 200 40 C 252 40, 252 62, 200 62");
  });
});
