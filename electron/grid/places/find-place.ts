import type { gridContract } from "../../../shared/grid/contract.ts";
import type { EstimatedPlace, RowOrder } from "../../../shared/grid/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ParsedInputOf } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { chooseOrder } from "../paging/choose-order.ts";
import { operatorSql } from "../paging/key-conditions.ts";
import { systemColumns } from "../paging/page-layout.ts";
import { findColumn, type GridRelation, readGridRelation } from "../relation/relation.ts";

type PlaceInput = ParsedInputOf<(typeof gridContract)["grid.place"]>;

/**
 * About where the row stands that has a fraction of the rows before it. Read off what ANALYZE kept of the order's first
 * column (its most common values and its histogram), or off the physical place. Rejects with `unsupported` when there is
 * neither. No row is read.
 */
export async function findPlace(databases: Databases, input: PlaceInput, signal: AbortSignal): Promise<EstimatedPlace> {
  const { ref, schema, name, sort, fraction } = input;
  const find = async (session: ReadSession): Promise<EstimatedPlace> => {
    const relation = await readGridRelation(session, { schema, name });
    const order = chooseOrder(relation, sort);
    if (isByPlace(order)) return { key: placeAt(relation, fraction), source: "place" };
    return { key: [await valueAt(session, input, relation, order)], source: "statistics" };
  };
  return await databases.read(ref, "grid: place of a row", find, { signal });
}

function isByPlace({ kind, columns }: RowOrder): boolean {
  return kind === "rowPlace" && columns.every(({ column }) => systemColumns.has(column));
}

function placeAt({ places, hasChildren }: GridRelation, fraction: number): readonly string[] {
  const blocks = places.reduce((sum, place) => sum + place.blocks, 0);
  let before = Math.min(Math.max(0, blocks - 1), Math.floor(blocks * fraction));
  for (const { oid, blocks: own } of places) {
    if (before < own) return hasChildren ? [String(oid), `(${before},0)`] : [`(${before},0)`];
    before -= own;
  }
  const [first] = places;
  return hasChildren ? [String(first?.oid ?? 0), "(0,0)"] : ["(0,0)"];
}

/** The value of the order's first column there; null where NULLs stand. */
async function valueAt(
  session: ReadSession,
  { schema, name, fraction }: PlaceInput,
  relation: GridRelation,
  order: RowOrder,
): Promise<string | null> {
  const [first] = order.columns;
  const column = first && findColumn(relation, first.column);
  if (!first || !column?.operators) throw noStatistics(name);
  const answer = await session.query(
    placeSql(column.castType, operatorSql(column.operators[first.isDescending ? 4 : 0])),
    [schema, name, first.column, relation.hasChildren, fraction, first.isNullsFirst],
    { cause: "grid: place of a row" },
  );
  const [row] = answer.rows;
  if (!row || row[0] === null) throw noStatistics(name);
  return row[0] === "null" ? null : (row[1] ?? null);
}

/**
 * Each kept value with the share of the rows that it stands for, in the order of the type; the last whose share begins at
 * or before the fraction. A value of the histogram stands for the rows from it to the next.
 */
function placeSql(castType: string, comesBefore: string): string {
  return `
    WITH kept AS (
      SELECT s.null_frac, s.most_common_vals::pg_catalog.text::pg_catalog.text[] AS common,
             s.most_common_freqs AS shares, s.histogram_bounds::pg_catalog.text::pg_catalog.text[] AS bounds
        FROM pg_catalog.pg_stats s
       WHERE s.schemaname = $1 AND s.tablename = $2 AND s.attname = $3 AND s.inherited = $4::pg_catalog.bool),
    parts AS (
      SELECT u.value, u.share FROM kept, ROWS FROM (pg_catalog.unnest(kept.common), pg_catalog.unnest(kept.shares)) AS u (value, share)
      UNION ALL
      SELECT u.value, (1 - kept.null_frac - COALESCE((SELECT pg_catalog.sum(x) FROM pg_catalog.unnest(kept.shares) AS x), 0))
                      / GREATEST(1, pg_catalog.cardinality(kept.bounds) - 1)
        FROM kept, pg_catalog.unnest(kept.bounds) AS u (value)),
    placed AS (
      SELECT value, COALESCE(pg_catalog.sum(share) OVER (
               ORDER BY value::${castType} USING ${comesBefore} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
        FROM parts)
    SELECT CASE WHEN NOT EXISTS (SELECT FROM parts) AND kept.null_frac < 1 THEN NULL
                WHEN $6::pg_catalog.bool AND $5::pg_catalog.float8 < kept.null_frac THEN 'null'
                WHEN NOT $6::pg_catalog.bool AND $5::pg_catalog.float8 >= 1 - kept.null_frac AND kept.null_frac > 0 THEN 'null'
                ELSE 'value' END,
           (SELECT value FROM placed
             WHERE before <= $5::pg_catalog.float8 - CASE WHEN $6::pg_catalog.bool THEN kept.null_frac ELSE 0 END
             ORDER BY before DESC, value::${castType} USING ${comesBefore} LIMIT 1)
      FROM kept`;
}

function noStatistics(name: string): AppError {
  return new AppError("unsupported", "There are no statistics that say where this row stands.", {
    hint: `Run ANALYZE on ${name}, or go to a value instead.`,
  });
}
