import { describe, expect, it } from "vitest";
import { checkWhere } from "./where-condition.ts";

const codeOf = (text: string) =>
  checkWhere(text).then(
    () => "fine",
    (error: { code?: string }) => error.code,
  );

describe("a condition in the user's own words", () => {
  it.each([
    "a = 1",
    "a = 1 -- a comment to the end",
    "a /* inside */ > 2 AND (b OR NOT c)",
    "t.a IN (SELECT id FROM other WHERE x = 'it''s; DROP TABLE t')",
    "name ~ '^a' COLLATE \"C\"",
    "$$ ) ; $$ = b",
    "EXISTS (SELECT 1 FROM o ORDER BY z LIMIT 1)",
    "v <-> '[1,2]' < 0.5",
  ])("takes %j", async (text) => {
    expect(await codeOf(text)).toBe("fine");
  });

  it.each([
    ["a = 1; DELETE FROM t", "refused"],
    ["a = 1; ", "fine"],
    ["true) OR (true", "sql"],
    ["true) UNION SELECT 1 WHERE (true", "sql"],
    ["true UNION SELECT FROM u", "refused"],
    ["true ORDER BY 1", "refused"],
    ["true LIMIT 1", "refused"],
    ["true GROUP BY a", "refused"],
    ["true FOR UPDATE", "refused"],
    ["true HAVING true", "refused"],
    ["true WINDOW w AS ()", "refused"],
    ["a = $1", "refused"],
    ["a = /* open", "sql"],
    ["a = 'open", "sql"],
    ["pg_terminate_backend(1)", "readOnly"],
    ["a = (SELECT pg_catalog.pg_notify('x', 'y'))::text", "readOnly"],
    ["true FETCH FIRST 2 ROWS ONLY", "refused"],
    ["EXISTS (WITH d AS (DELETE FROM t RETURNING 1) SELECT 1 FROM d)", "fine"],
  ])("says of %j: %s", async (text, code) => {
    expect(await codeOf(text)).toBe(code);
  });

  it("names the place of a mistake in the text itself", async () => {
    await expect(checkWhere("a = = 1")).rejects.toMatchObject({ details: { postgres: { position: 5 } } });
  });
});
