import type { ColumnFacts, TableFacts } from "../../../shared/adviser/model.ts";
import { readIndexes } from "../../catalog/indexes/read-indexes.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** A table as a plan names it. */
export interface TableName {
  readonly schema: string;
  readonly name: string;
}

// Counters of a table that was never used are missing, which is zero.
const tablesSql = `
  SELECT c.oid, n.nspname, c.relname, CASE WHEN c.reltuples >= 0 THEN c.reltuples END, pg_catalog.pg_relation_size(c.oid),
         (SELECT pg_catalog.json_build_object('schema', rn.nspname, 'name', r.relname)
            FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace rn ON rn.oid = r.relnamespace
           WHERE c.relispartition AND r.oid = pg_catalog.pg_partition_root(c.oid)),
         (SELECT pg_catalog.json_agg((SELECT pg_catalog.json_agg(a.attname ORDER BY a.attname)
                   FROM pg_catalog.pg_attribute a WHERE a.attrelid = e.stxrelid AND a.attnum = ANY (e.stxkeys::pg_catalog.int2[])))
            FROM pg_catalog.pg_statistic_ext e WHERE e.stxrelid = c.oid),
         pg_catalog.json_build_object('inserted', COALESCE(s.n_tup_ins, 0), 'updated', COALESCE(s.n_tup_upd, 0),
           'hotUpdated', COALESCE(s.n_tup_hot_upd, 0), 'deleted', COALESCE(s.n_tup_del, 0),
           'sequentialScans', COALESCE(s.seq_scan, 0), 'indexScans', COALESCE(s.idx_scan, 0))
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS asked (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = asked.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = asked.name
    LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid
   WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'pg_catalog'`;

// Statistics of a column that the role may not read are missing, as if it were never analyzed.
const columnsSql = `
  SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, NULL), t.typtype,
         (SELECT CASE WHEN k.collprovider = 'd' THEN d.datcollate ELSE k.collcollate END
            FROM pg_catalog.pg_collation k WHERE k.oid = a.attcollation),
         s.avg_width, s.null_frac, s.n_distinct, s.correlation,
         pg_catalog.to_json(s.most_common_vals::pg_catalog.text::pg_catalog.text[]), pg_catalog.to_json(s.most_common_freqs)
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
    LEFT JOIN pg_catalog.pg_stats s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = a.attname AND NOT s.inherited
   WHERE a.attrelid = ANY ($1::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attrelid, a.attnum`;

/** What the catalog says of the named tables; views, foreign tables and the catalog's own are left out. */
export async function readTables(
  session: ReadSession,
  serverVersion: number,
  names: readonly TableName[],
): Promise<readonly TableFacts[]> {
  if (names.length === 0) return [];
  const asked = [names.map(({ schema }) => schema), names.map(({ name }) => name)];
  const { rows } = await session.query(tablesSql, asked);
  const oids = rows.map(([oid]) => Number(oid));
  const columns = await session.query(columnsSql, [oids.map(String)]);
  const indexes = await readIndexes(session, serverVersion, oids);
  return rows.map(([oid, schema, name, count, bytes, partitionOf, statistics, writes]): TableFacts => {
    const own = indexes.filter(({ tableOid }) => tableOid === Number(oid));
    return {
      oid: Number(oid),
      schema: schema ?? "",
      name: name ?? "",
      rows: toFigure(count),
      heapBytes: Number(bytes),
      columns: columns.rows.filter(([table]) => table === oid).map(toColumn),
      indexes: own.map(({ tableOid: _, ...index }) => index),
      // The shapes are those that the query above builds.
      partitionOf: JSON.parse(partitionOf ?? "null") as TableFacts["partitionOf"],
      statisticsColumns: JSON.parse(statistics ?? "[]") as TableFacts["statisticsColumns"],
      writes: JSON.parse(writes ?? "{}") as TableFacts["writes"],
    };
  });
}

function toColumn(row: readonly (string | null)[]): ColumnFacts {
  const [, name, type, typeKind, locale, width, nulls, distinct, correlation, values, shares] = row;
  const common = JSON.parse(values ?? "[]") as readonly string[]; // the query's own json
  const frequencies = JSON.parse(shares ?? "[]") as readonly number[]; // the query's own json
  return {
    name: name ?? "",
    type: type ?? "",
    typeKind: typeKind ?? "",
    isCollatedC: locale === "C" || locale === "POSIX" || locale === "C.UTF-8" || locale === "C.utf8",
    averageBytes: toFigure(width),
    nullShare: toFigure(nulls),
    distinctValues: toFigure(distinct),
    correlation: toFigure(correlation),
    common: common.map((value, place) => ({ value, share: frequencies[place] ?? 0 })),
  };
}

function toFigure(text: string | null | undefined): number | null {
  return text == null ? null : Number(text);
}
