import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Redactor } from "./redactor.ts";

describe("secrets by value", () => {
  it("are gone from text in every form that an encoder makes", () => {
    const notBlank = fc.string({ minLength: 8, unit: "grapheme" }).filter((text) => /\w{4}/.test(text));
    fc.assert(
      fc.property(notBlank, fc.string(), fc.string(), (secret, before, after) => {
        const redactor = new Redactor();
        redactor.add(secret);
        const bytes = Buffer.from(secret);
        const forms = [
          secret,
          bytes.toString("base64"),
          bytes.toString("base64url"),
          encodeURIComponent(bytes.toString("utf8")),
          JSON.stringify(secret).slice(1, -1),
        ];
        for (const form of forms) expect(redactor.redact(`<${form}>`)).toBe("<[redacted]>");
        expect(redactor.redact(`${before}${secret}${after}`)).not.toContain(secret);
      }),
      { numRuns: 300 },
    );
  });

  it("are taken whole when one begins with another, and too short ones are left alone", () => {
    const redactor = new Redactor();
    for (const secret of ["pass", "pass-phrase", "a"]) redactor.add(secret);
    expect(redactor.redact("a pass-phrase, a pass")).toBe("a [redacted], a [redacted]");
  });

  it("are learned from plain data by the names they stand under", () => {
    const redactor = new Redactor();
    redactor.learnFrom({ fields: { host: "db.example", password: "s3cret!" }, list: [{ apiKey: "key-1234" }] });
    expect(redactor.redact("db.example s3cret! key-1234")).toBe("db.example [redacted] [redacted]");
  });

  it("are not shown by the redactor itself", () => {
    const redactor = new Redactor();
    redactor.add("canary-value");
    expect(JSON.stringify({ redactor }) + String(redactor) + inspect(redactor)).not.toContain("canary");
  });
});

describe("secrets by shape", () => {
  const redactor = new Redactor();
  it.each([
    ["postgres://ada:s3cret@db/x", "postgres://ada:[redacted]@db/x"],
    ["postgresql://ada:s3@cret@db", "postgresql://ada:[redacted]@db"],
    ["host=db password=s3cret user=ada", "host=db password=[redacted] user=ada"],
    ["host=db password='s3 cr\\'et' user=ada", "host=db password=[redacted] user=ada"],
    ["?user=a&password=s3cret&x=1", "?user=a&password=[redacted]&x=1"],
    ["ALTER ROLE x PASSWORD 's3''cret'", "ALTER ROLE x PASSWORD '[redacted]'"],
    ["CREATE USER x PASSWORD $p$s3cret$p$", "CREATE USER x PASSWORD '[redacted]'"],
    ["SCRAM-SHA-256$4096:abc$def:ghi", "[redacted]"],
    ["Authorization: Bearer abcdefgh12345", "Authorization: Bearer [redacted]"],
    ["SELECT password FROM users WHERE id = 1", "SELECT password FROM users WHERE id = 1"],
  ])("%s", (text, expected) => {
    expect(redactor.redact(text)).toBe(expected);
  });

  it("does not take a setting about passwords for one", () => {
    const redactor = new Redactor();
    redactor.learnFrom({ security: { passwordMethods: "scram" }, tunnel: [{ passphrase: "open sesame" }] });
    expect(redactor.redact("scram, open sesame")).toBe("scram, [redacted]");
  });
});
