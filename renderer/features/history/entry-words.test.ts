import { expect, it } from "vitest";
import { firstLine, titleOf } from "./entry-words.ts";

it("a text becomes one short line, and a title without its comments", () => {
  const sql = "-- who\nSELECT *\n  FROM users\tWHERE id = 1 AND name = 'a long name'";
  expect([firstLine(sql), titleOf(sql), titleOf("-- only words"), firstLine("x".repeat(500)).length]).toEqual([
    "-- who SELECT * FROM users WHERE id = 1 AND name = 'a long name'",
    "SELECT * FROM users WHERE id =",
    "Query",
    120,
  ]);
});
