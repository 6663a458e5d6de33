import type { Finding, FindingFix } from "../../findings/model.ts";
import type { TableIndex } from "../model.ts";
import { readableName } from "../readable-name.ts";
import { type IndexRule, subjectOf } from "./rule.ts";

/** What a failed CREATE INDEX CONCURRENTLY leaves: writes maintain it, no query may use it. */
export const invalidIndex: IndexRule = {
  code: "invalid-index",
  title: "Invalid index",
  isAboutRemoval: true,
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
      message: messageOf(index),
      evidence: { sizeBytes: index.sizeBytes, definition: index.definition },
      ...(index.isPartitioned ? {} : { fix: isRest(index) ? removeFix(index) : rebuildFix(index) }),
    }));
}

function messageOf(index: TableIndex): string {
  if (index.isPartitioned)
    return `Index ${index.name} is invalid: not every partition has an index that is attached to it. Build what is missing and attach it.`;
  return isRest(index)
    ? `Index ${index.name} is invalid: a REINDEX CONCURRENTLY that failed left it behind. Writes maintain it, no query uses it.`
    : `Index ${index.name} is invalid: its build failed. Writes maintain it, no query uses it.`;
}

/** REINDEX CONCURRENTLY builds a copy beside the index, which is still there when that fails. */
function isRest({ name }: TableIndex): boolean {
  return /_cc(new|old)\d*$/.test(name);
}

function rebuildFix(index: TableIndex): FindingFix {
  return {
    title: `Rebuild index ${index.name}`,
    sql: `REINDEX INDEX CONCURRENTLY ${readableName(index.schema, index.name)};`,
    transactional: false,
  };
}

/** Nothing is lost with it, so nothing brings it back. */
function removeFix(index: TableIndex): FindingFix {
  return {
    title: `Drop index ${index.name}`,
    sql: `DROP INDEX CONCURRENTLY IF EXISTS ${readableName(index.schema, index.name)};`,
    transactional: false,
  };
}
