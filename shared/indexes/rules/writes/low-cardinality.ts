import type { Finding } from "../../../findings/model.ts";
import { quoteLiteral } from "../../../sql/quote.ts";
import { replaceIndexFix } from "../../index-ddl.ts";
import type { ColumnStatistics, TableIndex } from "../../model.ts";
import { readableIdentifier } from "../../readable-name.ts";
import { carriesMeaning, type IndexRule, isUsable, singleColumn, subjectOf, type TableFacts } from "../rule.ts";

const leastRows = 10_000;
const smallIndexBytes = 64 * 1024;
const mostValues = 20;
/** A value (or NULL) of so many rows is not looked for by index; a partial index leaves it out. */
const commonShare = 0.5;
/** With so few values of equal weight, each is too many rows for an index. */
const uselessValues = 4;
/** A longer value would make a predicate that nobody reads. */
const longestValue = 60;

/** A b-tree of one column with few values, or mostly NULL: a partial index holds what is looked for. */
export const lowCardinality: IndexRule = {
  code: "low-cardinality-index",
  title: "Index of few values",
  find: (facts) =>
    (facts.estimatedRows ?? 0) < leastRows
      ? []
      : facts.indexes.flatMap((index) => {
          const column = singleColumn(facts, index);
          return column === null || !isCandidate(facts, index) ? [] : judge(facts, index, column);
        }),
};

function isCandidate({ foreignKeys }: TableFacts, index: TableIndex): boolean {
  const first = index.keys[0]?.column;
  return (
    index.accessMethod === "btree" &&
    isUsable(index) &&
    !carriesMeaning(index) &&
    index.predicate === null &&
    index.sizeBytes > smallIndexBytes &&
    !foreignKeys.some(({ columns }) => columns.some((column) => column === first))
  );
}

function judge(facts: TableFacts, index: TableIndex, column: ColumnStatistics): readonly Finding[] {
  const name = readableIdentifier(column.column);
  if (column.nullShare >= commonShare)
    return [skewed(facts, index, column, `${name} IS NOT NULL`, "NULL", column.nullShare)];
  const isFew = column.distinct > 0 && column.distinct <= mostValues;
  const { commonValue, commonShare: share } = column;
  if (isFew && share !== null && share >= commonShare && commonValue !== null && commonValue.length <= longestValue)
    return [skewed(facts, index, column, `${name} <> ${quoteLiteral(commonValue)}`, commonValue, share)];
  return isFew && column.distinct <= uselessValues ? [useless(index, column)] : [];
}

function skewed(
  { schema, table, isPartitioned, indexes }: TableFacts,
  index: TableIndex,
  column: ColumnStatistics,
  predicate: string,
  value: string,
  share: number,
): Finding {
  const key = index.keys[0]?.text ?? "";
  const draft = { schema, table, isPartitioned, keys: [key], nameParts: [column.column, "partial"], predicate };
  return {
    code: "low-cardinality-index",
    severity: "info",
    subject: subjectOf(index),
    message: `${(share * 100).toFixed(0)} % of the entries of ${index.name} are ${value}, which a query seldom looks for by index. A partial index without them is as useful and that much smaller; a query has to name its value, not a parameter, to use it${value === "NULL" ? ", unless any value will do" : ""}.`,
    evidence: {
      column: column.column,
      ...valuesOf(column),
      mostCommon: value,
      mostCommonShare: share,
      savedBytes: Math.round(index.sizeBytes * share),
      scans: index.scans,
    },
    ...(isPlain(index) && !isPartitioned
      ? {
          fix: replaceIndexFix(
            index,
            draft,
            indexes.map((known) => known.name),
          ),
        }
      : {}),
  };
}

/** What a drafted index would lose is not drafted: payload, order, operator class. */
function isPlain(index: TableIndex): boolean {
  const plain = / USING btree \((?:"(?:[^"]|"")*"|[^\s"()]+)\)$/;
  return index.includedColumns.length === 0 && index.options.length === 0 && plain.test(index.definition);
}

function useless(index: TableIndex, column: ColumnStatistics): Finding {
  return {
    code: "low-cardinality-index",
    severity: "info",
    subject: subjectOf(index),
    message: `Column ${column.column} has ${column.distinct} values of many rows each, so reading the table is often cheaper than ${index.name}. It helps as part of an index of several columns.`,
    evidence: {
      column: column.column,
      ...valuesOf(column),
      mostCommonShare: column.commonShare,
      sizeBytes: index.sizeBytes,
      scans: index.scans,
    },
  };
}

/** A negative figure is a share of the rows, no number of values. */
function valuesOf({ distinct }: ColumnStatistics): { readonly distinctValues?: number } {
  return distinct > 0 ? { distinctValues: distinct } : {};
}
