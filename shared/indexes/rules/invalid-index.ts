import type { Finding } from "../../findings/model.ts";
import type { TableIndex } from "../model.ts";
import { readableName } from "../readable-name.ts";
import { type IndexRule, subjectOf } from "./rule.ts";

/** What a failed CREATE INDEX CONCURRENTLY leaves: writes maintain it, no query may use it. */
export const invalidIndex: IndexRule = {
  code: "invalid-index",
  find: ({ indexes }) => findInvalid(indexes),
};

/** Indexes of one table whose build failed. */
export function findInvalid(indexes: readonly TableIndex[]): readonly Finding[] {
  return indexes
    .filter((index) => !index.isValid && !index.isBuilding)
    .map((index) => ({
      code: "invalid-index",
      severity: "error" as const,
      subject: subjectOf(index),
      message: `Index ${index.name} is invalid: its build failed. Writes maintain it, no query uses it.`,
      evidence: { sizeBytes: index.sizeBytes, definition: index.definition },
      fix: {
        title: `Rebuild index ${index.name}`,
        sql: `REINDEX INDEX CONCURRENTLY ${readableName(index.schema, index.name)};`,
        transactional: false,
      },
    }));
}
