import type { TableActivity } from "../../../shared/indexes/model.ts";
import type { TableFacts } from "../../../shared/indexes/rules/rule.ts";
import { isTrue, toNames, toNumber, toText } from "../../catalog/catalog-text.ts";
import { sqlFor, type VersionedSql } from "../../catalog/versioned-sql.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** A table without what stands on it. */
export interface TableHead
  extends Pick<
    TableFacts,
    "schema" | "table" | "isPartitioned" | "heapBytes" | "tableBytes" | "estimatedRows" | "options" | "activity"
  > {
  readonly oid: number;
}

// A partitioned table has no pages of its own.
const sizeSql = (size: string) => `
  CASE WHEN c.relkind = 'p'
       THEN (SELECT COALESCE(pg_catalog.sum(pg_catalog.${size}(t.relid)), 0) FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)
       ELSE pg_catalog.${size}(c.oid) END`;

const sql = (newPages: string) => `
  SELECT c.oid, n.nspname, c.relname, c.relkind = 'p', ${sizeSql("pg_relation_size")}, ${sizeSql("pg_table_size")},
         CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END, pg_catalog.to_json(c.reloptions)::pg_catalog.text,
         pg_catalog.pg_stat_get_tuples_inserted(c.oid), pg_catalog.pg_stat_get_tuples_updated(c.oid),
         pg_catalog.pg_stat_get_tuples_hot_updated(c.oid), ${newPages}, pg_catalog.pg_stat_get_tuples_deleted(c.oid),
         pg_catalog.pg_stat_get_dead_tuples(c.oid)
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.oid = ANY ($1::pg_catalog.oid[])`;

const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: sql("NULL") },
  { minVersion: 160000, sql: sql("pg_catalog.pg_stat_get_tuples_newpage_updated(c.oid)") },
];

/** Tables in the order of the oids; one that is gone is left out. Takes a moment's ACCESS SHARE lock on each for its size. */
export async function readTables(
  session: ReadSession,
  serverVersion: number,
  oids: readonly number[],
): Promise<readonly TableHead[]> {
  const answer = await session.query(sqlFor(versions, serverVersion), [oids.map(String)]);
  const byOid = new Map(answer.rows.map((row) => [Number(row[0]), row]));
  return oids.flatMap((oid) => {
    const row = byOid.get(oid);
    return row ? [toHead(row)] : [];
  });
}

function toHead(row: readonly (string | null)[]): TableHead {
  const [oid, schema, table, partitioned, heapBytes, tableBytes, rows, options, ...counters] = row;
  const isPartitioned = isTrue(partitioned);
  return {
    oid: Number(oid),
    schema: toText(schema),
    table: toText(table),
    isPartitioned,
    heapBytes: toNumber(heapBytes) ?? 0,
    tableBytes: toNumber(tableBytes) ?? 0,
    estimatedRows: toNumber(rows),
    options: toNames(options),
    activity: isPartitioned ? null : toActivity(counters),
  };
}

function toActivity([inserted, updated, hot, newPages, deleted, dead]: readonly (string | null)[]): TableActivity {
  return {
    inserted: Number(inserted),
    updated: Number(updated),
    updatedHot: Number(hot),
    updatedToNewPage: toNumber(newPages),
    deleted: Number(deleted),
    deadRows: Number(dead),
  };
}
