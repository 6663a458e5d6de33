import { describe, expect, it } from "vitest";
import { parametersFromEnvironment } from "./url-from-environment.ts";

describe("a URL in a variable", () => {
  it("may hold the password, percent-encoded", () => {
    const URL = "postgres://mara:p%40ss%2Fword@db.example.org:6543/shop?sslmode=require";
    expect(parametersFromEnvironment("URL", { URL })).toMatchObject({
      host: "db.example.org",
      port: 6543,
      user: "mara",
      database: "shop",
      password: "p@ss/word",
    });
  });

  it("may leave it to PGPASSWORD", () => {
    const environment = { URL: "postgres://mara@localhost/shop", PGPASSWORD: "secret" };
    expect(parametersFromEnvironment("URL", environment).password).toBe("secret");
  });

  it("has to be there", () => {
    expect(() => parametersFromEnvironment("URL", {})).toThrow(/URL is not set/);
  });
});
