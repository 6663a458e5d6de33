import { describe, expect, it } from "vitest";
import type { FilePreview } from "../../../../shared/transfer/import-model.ts";
import { sampleOf } from "./sample-of.ts";

const file: FilePreview = {
  path: "/t.csv",
  sizeBytes: 1,
  dialect: {
    format: "delimited",
    encoding: "utf-8",
    delimiter: ",",
    quote: '"',
    hasHeader: true,
    nullText: "",
    jsonNull: "sqlNull",
    missingKey: "null",
  },
  columns: ["a", "b", "c", "d"],
  rows: [
    [null, "", null, "1"],
    ["x", "y", null],
  ],
};

describe("the value that stands for a column", () => {
  it("is the first that is one, and tells NULL, an empty text and nothing apart", () => {
    expect([0, 1, 2, 3, 4].map((index) => sampleOf(file, index))).toEqual(["x", "''", "NULL", "1", ""]);
    expect(sampleOf({ ...file, rows: [] }, 0)).toBe("");
  });
});
