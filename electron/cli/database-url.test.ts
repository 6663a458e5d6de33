import { describe, expect, it } from "vitest";
import { parseDatabaseUrl } from "./database-url.ts";

describe("a database URL", () => {
  it.each([
    [
      "postgres://ada@localhost:5433/shop",
      { host: "localhost", port: 5433, database: "shop", user: "ada", tls: "disable" },
    ],
    [
      "postgresql://db.example.org",
      { host: "db.example.org", port: 5432, database: "me", user: "me", tls: "verify-full" },
    ],
    [
      "postgres://a%40b@[::1]/x%2Fy?sslmode=require",
      { host: "::1", port: 5432, database: "x/y", user: "a@b", tls: "require" },
    ],
  ])("%s", (url, fields) => {
    expect(parseDatabaseUrl(url, { PGPASSWORD: "secret", USER: "me" })).toEqual({ ...fields, password: "secret" });
  });

  it.each(["postgres://ada:pw@localhost/shop", "mysql://localhost/x", "localhost", "postgres://h/x?sslmode=maybe"])(
    "refuses %s",
    (url) => {
      expect(() => parseDatabaseUrl(url, {})).toThrow(expect.objectContaining({ code: "invalidInput" }));
    },
  );
});
