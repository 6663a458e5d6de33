import fc from "fast-check";
import { expect, it } from "vitest";
import type { MaskingRule } from "../../../../shared/branches/model.ts";
import { quoteIdentifier, quoteLiteral } from "../../../../shared/sql/quote.ts";
import { maskExpression } from "./mask-expression.ts";

const rule = (kind: "function" | "value", text: string, column = "mail"): MaskingRule => ({
  ...{ database: "shop", schema: "public", table: "person", column },
  mask: { kind, text },
});
const mask = (kind: "function" | "value", text: string, column = "mail") =>
  maskExpression(rule(kind, text, column), { name: quoteIdentifier(column), type: "text" }, "salt");

it("composes constants, NULL and functions with their arguments, and nothing else", () => {
  expect([
    mask("value", "it's"),
    mask("function", " null "),
    mask("function", "anon.partial(\"mail\", 1, 'x''y, ', 2)"),
    mask("function", "anon.hash(mail)"),
  ]).toEqual([
    "'it''s'::text",
    "NULL::text",
    `(pg_catalog.left("mail"::pg_catalog.text, 1) || 'x''y, ' || pg_catalog.right("mail"::pg_catalog.text, 2))::text`,
    `(pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to('salt' || "mail"::pg_catalog.text, 'UTF8')), 'hex'))::text`,
  ]);
});

it.each([
  "anon.fake_first_name()",
  "anon.hash(name)",
  "anon.hash()",
  "anon.random_string(10, 11)",
  "anon.random_string('10')",
  "anon.random_string(10) || (SELECT 1)",
  "anon.random_string(1,)",
  "pg_sleep(10)",
  "anon.random_int_between(1, (SELECT 2))",
  "anon.random_phone('a\\')",
  "",
])("refuses %s, and says what can be done", (text) => {
  expect(() => mask("function", text)).toThrow(
    expect.objectContaining({ code: "refused", hint: expect.stringContaining("anon.hash(column)") }),
  );
});

it("lets no text of a rule out of its quotes", () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes("\0")),
      (text) => {
        const literal = quoteLiteral(text);
        expect(mask("value", text)).toBe(`${literal}::text`);
        const quoted = `'${text.replaceAll("'", "''")}'`;
        if (text.includes("\\")) expect(() => mask("function", `anon.random_phone(${quoted})`)).toThrow();
        else expect(mask("function", `anon.random_phone(${quoted})`)).toContain(`(${literal} || `);
      },
    ),
  );
});
