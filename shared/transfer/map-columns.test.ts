import { describe, expect, it } from "vitest";
import { mapColumns } from "./map-columns.ts";

describe("the columns of a file", () => {
  it("go to the same names, then to names that read the same, and never two to one", () => {
    const targets = ["id", "order_id", "Name", "note"];
    expect(mapColumns(["Order Id", "id", "ID", "name", "other"], targets, true).map(({ target }) => target)).toEqual([
      "order_id",
      "id",
      null,
      "Name",
      null,
    ]);
  });

  it("go by their places where the file has no names", () => {
    expect(mapColumns(["column 1", "column 2", "column 3"], ["id", "name"], false).map(({ target }) => target)).toEqual(
      ["id", "name", null],
    );
  });
});
