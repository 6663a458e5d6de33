import { expect, it } from "vitest";
import { isQueryFile, queryFileName } from "./model.ts";

it("a title becomes a name that every file system takes", () => {
  const titles = ["Top customers", "a/b\\c:d", "report.sql", " .hidden. ", "", "\u202Ex\n", "x".repeat(200)];
  expect(titles.map(queryFileName)).toEqual([
    "Top customers.sql",
    "a_b_c_d.sql",
    "report.sql",
    "hidden.sql",
    "query.sql",
    "_x_.sql",
    `${"x".repeat(80)}.sql`,
  ]);
  expect(titles.map(queryFileName).every(isQueryFile)).toBe(true);
});

it("only visible names with the ending are files of SQL", () => {
  expect(["a.sql", "A.SQL", "a.sql.gz", ".sql", ".a.sql", "sql", "a.txt"].map(isQueryFile)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
