import { describe, expect, it } from "vitest";
import { redactSecrets } from "./redact-secrets.ts";

describe("redactSecrets", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["ALTER ROLE x PASSWORD 'hush'", "ALTER ROLE x PASSWORD '***'"],
    ["CREATE USER x WITH ENCRYPTED PASSWORD\n  'hu''sh' LOGIN", "CREATE USER x WITH ENCRYPTED PASSWORD\n  '***' LOGIN"],
    ["ALTER ROLE x PASSWORD E'hu\\'sh'; SELECT 'kept'", "ALTER ROLE x PASSWORD '***'; SELECT 'kept'"],
    ["ALTER ROLE x PASSWORD $tag$hush$tag$", "ALTER ROLE x PASSWORD '***'"],
    ["ALTER ROLE x PASSWORD/* why */'hush'", "ALTER ROLE x PASSWORD/* why */'***'"],
    ["ALTER ROLE x PASSWORD 'hu'\n'sh'", "ALTER ROLE x PASSWORD '***'"],
    ["ALTER ROLE x PASSWORD NULL", "ALTER ROLE x PASSWORD NULL"],
    [
      "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password 'hush')",
      "CREATE USER MAPPING FOR u SERVER s OPTIONS (user 'u', password '***')",
    ],
    [
      "CREATE SUBSCRIPTION s CONNECTION 'host=h password=hush user=u' PUBLICATION p",
      "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** user=u' PUBLICATION p",
    ],
    ["SELECT dblink('postgres://u:hush@h/d', 'SELECT 1')", "SELECT dblink('postgres://u:***@h/d', 'SELECT 1')"],
    ["SELECT password, 'a' FROM users", "SELECT password, 'a' FROM users"],
    ["SELECT 'https://example.org/a:b@c'", "SELECT 'https://example.org/a:b@c'"],
  ];
  it.each(cases)("%s", (sql, redacted) => {
    expect(redactSecrets(sql)).toBe(redacted);
  });
});
