import type { Finding } from "../../../findings/model.ts";
import { createIndexFix } from "../../index-ddl.ts";
import type { TableIndex, VectorSearch } from "../../model.ts";
import { classForDistance, distanceOfIndex, distanceOfOperator, isVectorIndex } from "../../vector-classes.ts";
import { type IndexRule, isUsable, subjectOf, type TableFacts } from "../rule.ts";

/**
 * Counted statements search a column by another distance than its vector indexes measure, so they compare every row.
 * Statements are matched by the words in their text: table, column, operator.
 */
export const vectorOperator: IndexRule = {
  code: "vector-operator-mismatch",
  title: "Vector search by another distance",
  find: (facts) => {
    const indexes = facts.indexes.filter((index) => isVectorIndex(index) && isUsable(index));
    const columns = [...new Set(indexes.flatMap(({ keys }) => keys.flatMap(({ column }) => column ?? [])))];
    return columns.flatMap((column) => {
      const own = indexes.filter(({ keys }) => keys[0]?.column === column);
      const served = new Set(own.map(distanceOfIndex));
      if (served.has(null)) return [];
      return Object.entries(distanceOfOperator)
        .filter(([, distance]) => !served.has(distance))
        .flatMap(([operator]) => findFor(facts, own, column, operator));
    });
  },
};

function findFor(facts: TableFacts, own: readonly TableIndex[], column: string, operator: string): readonly Finding[] {
  const { schema, table, isPartitioned, indexes, database } = facts;
  const searches = database.vectorSearches.filter(({ statement }) => names(statement, table, column, operator));
  const [index] = own;
  const distance = distanceOfOperator[operator];
  if (searches.length === 0 || index === undefined || distance === undefined) return [];
  const key = index.keys[0];
  const wanted = classForDistance(key?.operatorClass ?? "", distance);
  const draft = {
    schema,
    table,
    isPartitioned,
    keys: [`${key?.text ?? ""} ${wanted}`],
    nameParts: [column, distance],
    method: index.accessMethod,
    ...(index.options.length === 0 ? {} : { options: index.options }),
  };
  return [
    {
      code: "vector-operator-mismatch",
      severity: "warning",
      subject: `${subjectOf(index)} ${operator}`,
      message: `Statements order ${table}.${column} by ${operator} (${distance}), which none of its vector indexes measures: ${own.map(nameWithClass).join(", ")}. They compare every row. Change their operator, or build the index that serves it.`,
      evidence: {
        operator,
        calls: callsOf(searches),
        statements: searches.length,
        example: searches[0]?.statement.slice(0, 200) ?? null,
      },
      fix: createIndexFix(
        draft,
        indexes.map(({ name }) => name),
      ),
    },
  ];
}

/** Whether the statement's text names the table, and the column on either side of the operator. */
function names(statement: string, table: string, column: string, operator: string): boolean {
  const word = (name: string) => `(?:\\b${escaped(name)}\\b|"${escaped(name.replaceAll('"', '""'))}")`;
  const by = escaped(operator);
  const ordered = new RegExp(`${word(column)}\\s*\\)?\\s*${by}|${by}\\s*\\(?\\s*(?:\\w+\\.)?${word(column)}`, "i");
  return new RegExp(word(table), "i").test(statement) && ordered.test(statement);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function nameWithClass(index: TableIndex): string {
  return `${index.name} (${index.keys[0]?.operatorClass.split(".").at(-1) ?? ""})`;
}

function callsOf(searches: readonly VectorSearch[]): number {
  return searches.reduce((sum, { calls }) => sum + calls, 0);
}
