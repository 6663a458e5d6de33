import type { FindingFix } from "../../../findings/model.ts";
import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { type QueriedIndex, type QueriedTable, tableOf } from "../../tables.ts";
import type { QueryCondition } from "../../text/query-shape.ts";
import { type QueryRule, subjectOf } from "../query-rule.ts";
import { blocksPerCall, isWorthIndex } from "./reads-much.ts";

/** A way to search in values that only its own kind of index serves. */
interface SearchKind {
  readonly code: string;
  readonly message: string;
  readonly isSearch: (condition: QueryCondition, type: string) => boolean;
  readonly isServedBy: (index: QueriedIndex, condition: QueryCondition) => boolean;
  readonly fix: (table: QueriedTable, condition: QueryCondition) => FindingFix | null;
}

const jsonbOperators: ReadonlySet<string> = new Set(["@>", "?", "?|", "?&", "@?", "@@"]);
const patternOperators: ReadonlySet<string> = new Set(["~~", "~~*", "~", "~*"]);
const inverted: ReadonlySet<string> = new Set(["gin", "gist"]);

const kinds: readonly SearchKind[] = [
  {
    code: "jsonb-without-index",
    message: "It searches in a jsonb column that no GIN index serves, so every document is read.",
    isSearch: ({ operator, wrap }, type) => type === "jsonb" && wrap === null && jsonbOperators.has(operator),
    isServedBy: ({ method, columns }, { column }) => method === "gin" && columns.includes(column),
    fix: (table, { column, operator }) => {
      const narrow = operator.startsWith("?") ? "" : " jsonb_path_ops";
      return draft(table, [column], [`${readableIdentifier(column)}${narrow}`]);
    },
  },
  {
    code: "text-search-without-index",
    message:
      "It searches words, and neither the column nor the expression has a GIN index. Of an expression the index has to have the very same one, with its configuration: to_tsvector('english', column).",
    isSearch: ({ operator, wrap }, type) =>
      operator === "@@" && (type === "tsvector" ? wrap === null : wrap?.name === "to_tsvector"),
    isServedBy: ({ method, columns, definition }, { column, wrap }) =>
      inverted.has(method) && (wrap === null ? columns.includes(column) : definition.includes("to_tsvector")),
    fix: (table, { column, wrap }) => (wrap === null ? draft(table, [column], [readableIdentifier(column)]) : null),
  },
  {
    code: "pattern-without-index",
    message:
      "It compares with a pattern, and no index serves that. A pattern that begins with % needs a trigram index (gin_trgm_ops of pg_trgm, at least three letters); one that only ends with % an index with text_pattern_ops.",
    isSearch: ({ operator, wrap }, type) =>
      patternOperators.has(operator) && wrap === null && /^(text|character|citext|name)/.test(type),
    isServedBy: ({ definition, columns, method }, { column, operator }) =>
      (definition.includes("trgm_ops") && columns.includes(column)) ||
      (operator === "~~" && method === "btree" && columns[0] === column && /pattern_ops|COLLATE "C"/.test(definition)),
    fix: () => null,
  },
];

function draft(table: QueriedTable, nameParts: readonly string[], keys: readonly string[]): FindingFix {
  const { schema, name, isPartitioned } = table;
  return createIndexFix({ schema, table: name, keys, nameParts: [...nameParts], method: "gin", isPartitioned });
}

const toRule =
  (kind: SearchKind): QueryRule =>
  (query, { tables }) => {
    const { shape, group } = query;
    for (const condition of shape?.conditions ?? []) {
      const found = shape && tableOf(condition, shape, tables);
      if (!found || !kind.isSearch(condition, found.type)) continue;
      const { table } = found;
      if (!isWorthIndex(query, table.estimatedRows)) continue;
      if (table.indexes.some((index) => kind.isServedBy(index, condition))) continue;
      const fix = kind.fix(table, condition);
      return {
        code: kind.code,
        severity: "warning",
        subject: subjectOf(group),
        message: kind.message,
        evidence: {
          column: `${table.schema}.${table.name}.${condition.column}`,
          operator: condition.operator,
          estimatedRows: table.estimatedRows,
          blocksPerCall: Math.round(blocksPerCall(query)),
        },
        ...(fix ? { fix } : {}),
      };
    }
    return null;
  };

/** Searches in JSON, words and patterns: one rule each. */
export const searchWithoutIndex: readonly QueryRule[] = kinds.map(toRule);
