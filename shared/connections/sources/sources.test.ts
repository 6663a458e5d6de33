import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPgpassPassword } from "./find-pgpass-password.ts";
import { parseDotenv } from "./parse-dotenv.ts";
import { parseServiceFile } from "./parse-service-file.ts";
import { readPgEnvironment } from "./pg-environment.ts";

describe("a service file", () => {
  it("gives its services in order, and says what it leaves out", () => {
    const text = [
      "host=stray",
      "# comment",
      "[orders]",
      "  host=db.example.com  ",
      "password=a=b #c",
      "",
      "[orders]",
      "host=second",
      "[directory]",
      "ldap://ldap.example.com/x",
      "[loop]",
      "service=orders",
      "[typo]",
      "host db",
      "[empty]",
    ].join("\r\n");
    const { services, problems } = parseServiceFile(text);
    expect(services.map(({ name, values }) => [name, Object.fromEntries(values)])).toEqual([
      ["orders", { host: "db.example.com", password: "a=b #c" }],
      ["empty", {}],
    ]);
    expect(problems).toEqual([
      "Line 1 stands before the first [service] and means nothing.",
      "Service directory is looked up by LDAP (line 10), which Steward does not do.",
      "Service loop refers to another service (line 12), which libpq forbids.",
      "Service typo is left out: line 14 is no keyword=value.",
    ]);
  });
});

describe("a password file", () => {
  const owner = { host: "db", port: 5432, database: "shop", user: "mara" };
  it("answers with the first line that fits", () => {
    const text = [
      "# db:5432:shop:mara:comment",
      "db:5432:other:mara:no",
      "too:short",
      String.raw`db:*:shop:mara:a\:b\\c`,
      "*:*:*:*:last",
    ].join("\n");
    expect(findPgpassPassword(text, owner)).toBe("a:b\\c");
    expect(findPgpassPassword(text, { ...owner, host: "else" })).toBe("last");
    expect(findPgpassPassword("db:5432:shop:mara:x", { ...owner, user: "ada" })).toBeUndefined();
    expect(findPgpassPassword("localhost:5432:*:*:x", { ...owner, host: "/run/postgresql" })).toBe("x");
    expect(findPgpassPassword(String.raw`\*:*:*:*:x`, owner)).toBeUndefined();
  });

  it("finds what was written for an owner, whatever the characters", () => {
    const text = fc.string({ minLength: 1 }).filter((value) => !/[\r\n]/.test(value));
    const escapeField = (value: string) => value.replaceAll(/[:\\*]/g, "\\$&");
    fc.assert(
      fc.property(text, text, text, (database, user, password) => {
        const line = `db:5432:${escapeField(database)}:${escapeField(user)}:${escapeField(password)}`;
        expect(findPgpassPassword(line, { host: "db", port: 5432, database, user })).toBe(password);
      }),
    );
  });
});

describe("a .env file", () => {
  it("is read as dotenv reads it", () => {
    const text = [
      "# comment",
      "HOST = db.example.com # where",
      "export USER='it#s $HOST'",
      'DATABASE_URL="postgres://u:${PASSWORD}@$HOST/x\\n"',
      "EMPTY=",
      "not an assignment",
      'LINES="a\nb"',
    ].join("\n");
    expect(Object.fromEntries(parseDotenv(text))).toEqual({
      HOST: "db.example.com",
      USER: "it#s $HOST",
      DATABASE_URL: "postgres://u:${PASSWORD}@db.example.com/x\n",
      EMPTY: "",
      LINES: "a\nb",
    });
  });
});

describe("libpq's variables", () => {
  it("stand for parameters; empty ones for nothing", () => {
    const variables: Record<string, string> = { PGHOST: "db", PGUSER: "", PGSSLMODE: "require", OTHER: "x" };
    expect(Object.fromEntries(readPgEnvironment((name) => variables[name]))).toEqual({
      host: "db",
      sslmode: "require",
    });
  });
});
