import type { ObjectName } from "../../../shared/databases/model.ts";
import type { ColumnStatistics } from "../../../shared/indexes/model.ts";
import { isTrue, toNumber, toText } from "../../catalog/catalog-text.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** A table whose columns are asked for. A partitioned one has statistics over its parts. */
export interface StatisticsTable extends ObjectName {
  readonly isPartitioned: boolean;
}

// Names are given as lists, because only such conditions get inside of this view. A value is shown where there are few:
// lists of many are long. Columns that this role may not read are not in the view.
const sql = `
  SELECT s.schemaname, s.tablename, s.inherited, s.attname, s.n_distinct, s.null_frac, s.correlation,
         CASE WHEN s.n_distinct BETWEEN 1 AND 20
              THEN (s.most_common_vals::pg_catalog.text::pg_catalog.text[])[1] END,
         CASE WHEN s.n_distinct BETWEEN 1 AND 20 THEN s.most_common_freqs[1] END
    FROM pg_catalog.pg_stats s
   WHERE s.schemaname = ANY ($1::pg_catalog.name[]) AND s.tablename = ANY ($2::pg_catalog.name[])`;

/** By `schema` and `table` as JSON: what the planner knows of the columns of tables. */
export async function readColumnStatistics(
  session: ReadSession,
  tables: readonly StatisticsTable[],
): Promise<ReadonlyMap<string, readonly ColumnStatistics[]>> {
  const found = new Map<string, ColumnStatistics[]>(tables.map(({ schema, name }) => [keyOf(schema, name), []]));
  if (tables.length === 0) return found;
  const isPartitioned = new Map(tables.map((table) => [keyOf(table.schema, table.name), table.isPartitioned]));
  const schemas = [...new Set(tables.map(({ schema }) => schema))];
  const answer = await session.query(sql, [schemas, [...new Set(tables.map(({ name }) => name))]]);
  for (const row of answer.rows) {
    const [schema, table, inherited, column, distinct, nullShare, correlation, commonValue, commonShare] = row;
    const key = keyOf(toText(schema), toText(table));
    if (isPartitioned.get(key) !== isTrue(inherited)) continue;
    found.get(key)?.push({
      column: toText(column),
      distinct: Number(distinct),
      nullShare: Number(nullShare),
      correlation: toNumber(correlation),
      commonValue: commonValue ?? null,
      commonShare: toNumber(commonShare),
    });
  }
  return found;
}

/** The key of a table in what `readColumnStatistics` gives. */
export function keyOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}
