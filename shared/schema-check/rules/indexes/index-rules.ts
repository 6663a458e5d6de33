import type { Finding } from "../../../findings/model.ts";
import { readableName } from "../../../indexes/readable-name.ts";
import { findDuplicates } from "../../../indexes/rules/duplicate-index.ts";
import { findInvalid } from "../../../indexes/rules/invalid-index.ts";
import type { CheckedTable, SchemaFinding } from "../../model.ts";
import type { SchemaRule } from "../rule.ts";

/** As the check of indexes finds them. */
export const invalidIndex: SchemaRule = {
  code: "invalid-index",
  title: "Invalid index",
  keeps: { seed: "Schema specialist", rule: "What a migration left half done is found and repaired." },
  findInTable: (table) =>
    findInvalid(table.indexes).map((finding) => {
      const { fix, ...rest } = inSchema(table, finding);
      if (!table.isPartitioned) return fix ? { ...rest, fix } : rest;
      return {
        ...rest,
        message: `${rest.message.split(":")[0]}: not every partition has an index that is attached to it. Build what is missing and attach it.`,
      };
    }),
};

/** As the check of indexes finds them. */
export const duplicateIndex: SchemaRule = {
  code: "duplicate-index",
  title: "Duplicate index",
  keeps: { seed: "Neon database architect", rule: "Indexes are looked through for redundant ones." },
  findInTable: (table) => findDuplicates(table.indexes).map((finding) => inSchema(table, finding)),
};

function inSchema(table: CheckedTable, finding: Finding): SchemaFinding {
  const index = table.indexes.find(({ schema, name }) => `${schema}.${name}` === finding.subject);
  const subject = index ? readableName(index.schema, index.name) : finding.subject;
  return { ...finding, subject, schema: table.schema, table: table.name };
}
