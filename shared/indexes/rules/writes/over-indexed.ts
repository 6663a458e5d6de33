import type { Finding } from "../../../findings/model.ts";
import type { TableIndex } from "../../model.ts";
import type { IndexRule, TableFacts } from "../rule.ts";
import { hotBlockingColumns } from "./hot-columns.ts";

const mostIndexes = 8;
const mostShareOfTable = 2;
/** Below this the indexes are no burden, whatever the table's size. */
const smallIndexesBytes = 1024 * 1024;

/** More than 8 indexes, or more than twice the table's bytes in them: each write pays for all of them. */
export const overIndexed: IndexRule = {
  code: "over-indexed-table",
  title: "Over-indexed table",
  find: (facts) => {
    const bytes = facts.indexes.reduce((sum, index) => sum + index.sizeBytes, 0);
    const isMany = facts.indexes.length > mostIndexes;
    const isLarge = bytes > smallIndexesBytes && bytes > mostShareOfTable * facts.tableBytes;
    return isMany || isLarge ? [toFinding(facts, bytes, isMany)] : [];
  },
};

function toFinding(facts: TableFacts, indexBytes: number, isMany: boolean): Finding {
  const { schema, table, indexes, tableBytes } = facts;
  const how = isMany
    ? `has ${indexes.length} indexes`
    : `has ${(indexBytes / Math.max(1, tableBytes)).toFixed(1)} times its own size in indexes`;
  const neverUsed = indexes.filter(({ scans, isUnique }) => scans === 0 && !isUnique);
  return {
    code: "over-indexed-table",
    severity: "warning",
    subject: `${schema}.${table}`,
    message: `Table ${table} ${how}. Every insert, and every update that is not HOT, writes to each of them.`,
    evidence: {
      indexes: indexes.length,
      sizeOfIndexesBytes: indexBytes,
      sizeOfTableBytes: tableBytes,
      largest: largestOf(indexes),
      neverScanned: names(neverUsed),
      columnsThatPreventHot: hotBlockingColumns(indexes).join(", ") || null,
    },
  };
}

function largestOf(indexes: readonly TableIndex[]): string | null {
  return names(indexes.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, 3));
}

function names(indexes: readonly TableIndex[]): string | null {
  return indexes.map(({ name }) => name).join(", ") || null;
}
