import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import { groupBy } from "../../group-by.ts";
import type { SchemaFinding, VectorColumn } from "../../model.ts";
import { onTable, type SchemaRule } from "../rule.ts";

/** Vectors of different models cannot be compared: a number of dimensions that differs is found when a query fails. */
export const vectorDimensions: SchemaRule = {
  code: "vector-dimensions",
  title: "Dimensions of vectors differ",
  keeps: { seed: "NeonHub", rule: "All embeddings have the dimensions of the one model that makes them." },
  needs: "vectors",
  findInDatabase: ({ vectors }) => {
    if (vectors.state === "unreadable") return [];
    return [...groupBy(vectors.value, ({ column }) => column).values()].flatMap(judge);
  },
};

function judge(columns: readonly VectorColumn[]): readonly SchemaFinding[] {
  const usual = mostUsed(columns.flatMap(({ dimensions }) => (dimensions === null ? [] : [dimensions])));
  return columns.flatMap((vector) => {
    const { schema, table, column, dimensions, typeName, typeSchema } = vector;
    if (dimensions !== null && dimensions === usual) return [];
    const type = readableName(typeSchema, typeName);
    const alter = (to: string) =>
      `ALTER TABLE ${readableName(schema, table)}\n  ALTER COLUMN ${readableIdentifier(column)} TYPE ${to};`;
    return [
      onTable(
        { schema, name: table },
        {
          part: column,
          code: "vector-dimensions",
          severity: "warning",
          message:
            dimensions === null
              ? `${column} takes vectors of any number of dimensions: no index can be built on it, and one of another model is found out by a failing query.`
              : `${column} has ${dimensions} dimensions here and ${usual} in other tables: their vectors cannot be compared. They have to be made again by one model.`,
          evidence: { dimensions, usualDimensions: usual },
          ...(dimensions === null && usual !== null
            ? {
                fix: {
                  title: `Give ${table}.${column} ${usual} dimensions`,
                  sql: alter(`${type}(${usual})`),
                  downSql: alter(type),
                  transactional: true,
                },
              }
            : {}),
        },
      ),
    ];
  });
}

/** The number that most columns have, the larger one of a draw; null without any. */
function mostUsed(numbers: readonly number[]): number | null {
  const counted = [...groupBy(numbers, (number) => number)].map(([number, all]) => [number, all.length] as const);
  return counted.toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? null;
}
