import { describe, expect, it } from "vitest";
import { splitPath } from "./split-path.ts";

describe("a path of a file dialog", () => {
  it("is a folder and a name, on every system", () => {
    expect(
      ["/home/a/b.csv", "/b.csv", "C:\\Users\\a\\b.csv", "C:\\b.csv", "\\\\nas\\rows\\b.csv"].map(splitPath),
    ).toEqual([
      { folder: "/home/a", name: "b.csv" },
      { folder: "/", name: "b.csv" },
      { folder: "C:\\Users\\a", name: "b.csv" },
      { folder: "C:\\", name: "b.csv" },
      { folder: "\\\\nas\\rows", name: "b.csv" },
    ]);
  });
});
