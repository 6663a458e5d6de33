import type { FindingFix } from "../../../findings/model.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { quoteLiteral } from "../../../sql/quote.ts";
import type { CheckedColumn, CheckedTable } from "../../model.ts";
import { constraintName, onTable, type SchemaRule, tableSql, wordsOf } from "../rule.ts";

const alone: ReadonlySet<string> = new Set(
  "password passwd passphrase secret ssn iban cvv cvc pin otp credentials sessiontracker personaldata".split(" "),
);
const pairs: ReadonlySet<string> = new Set(
  ["api key", "private key", "secret key", "access key", "access token", "refresh token", "id token", "auth token"]
    .concat(["session token", "bearer token", "credit card", "card number", "account number", "client secret"])
    .concat(["session tracker", "personal data", "date birth", "tax id", "passport number", "social security"]),
);
const markers = /@encrypted|encrypt|hashed|\bhash\b|ciphertext|tokenized/i;
const kept: ReadonlySet<string> = new Set([
  "hash",
  "digest",
  "encrypted",
  "ciphertext",
  "enc",
  "fingerprint",
  "last4",
  "id",
]);
const readable: ReadonlySet<string> = new Set(["text", "varchar", "bpchar", "citext", "json", "jsonb"]);

/** A secret or personal value as readable text. What keeps it safe is said in its comment: `@encrypted`, or how it is hashed. */
export const sensitiveWithoutMarker: SchemaRule = {
  code: "sensitive-without-marker",
  title: "Sensitive column in plain text",
  keeps: { seed: "Schema specialist", rule: "Sensitive fields are encrypted, and marked @encrypted." },
  findInTable: (table) =>
    table.columns
      .filter((column) => isSensitive(column) && !markers.test(column.comment ?? ""))
      .map((column) => {
        const twin = twinOf(column.name);
        const hasTwin = table.columns.some(({ name }) => name === twin);
        return onTable(table, {
          part: column.name,
          code: "sensitive-without-marker",
          severity: hasTwin ? "info" : "warning",
          message: hasTwin
            ? `${column.name} is still here beside ${twin}. Drop it when every row is moved.`
            : `${column.name} looks like something that nobody should read, and its comment does not say that it is encrypted or hashed. If it is, put @encrypted into the comment; if not, the fix adds a column to move it to.`,
          evidence: { type: column.type, comment: column.comment },
          ...(hasTwin ? {} : { fix: addTwin(table, column) }),
        });
      }),
};

function isSensitive({ name, typeName }: CheckedColumn): boolean {
  if (!readable.has(typeName)) return false;
  const words = wordsOf(name);
  if (kept.has(words.at(-1) ?? "") && !pairs.has(words.slice(-2).join(" "))) return false;
  return words.some((word, at) => alone.has(word) || pairs.has(`${word} ${words[at + 1] ?? ""}`));
}

function twinOf(column: string): string {
  return /^[\x20-\x7e]{1,53}$/.test(column) ? `${column}_encrypted` : constraintName([column], "encrypted");
}

function addTwin(table: CheckedTable, column: CheckedColumn): FindingFix {
  const on = tableSql(table);
  const name = readableIdentifier(twinOf(column.name));
  const comment = `@encrypted value of ${column.name}; the application writes it, then ${column.name} is dropped`;
  return {
    title: `Add an encrypted column for ${table.name}.${column.name}`,
    sql: `ALTER TABLE ${on} ADD COLUMN ${name} bytea;\nCOMMENT ON COLUMN ${on}.${name} IS ${quoteLiteral(comment).trim()};`,
    downSql: `ALTER TABLE ${on} DROP COLUMN ${name};`,
    transactional: true,
  };
}
