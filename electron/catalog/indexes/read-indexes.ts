import type { IndexKey, TableIndex } from "../../../shared/indexes/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toNumber, toText } from "../catalog-text.ts";
import { sqlFor, type VersionedSql } from "../versioned-sql.ts";

/** An index with the oid of its table, which is how callers group them. */
export interface IndexOfTable extends TableIndex {
  readonly tableOid: number;
}

// One JSON list per index: [column or null, text, options, operator class, collation]. Bit 1 of the options is DESC,
// bit 2 NULLS FIRST.
const keysSql = `
  SELECT pg_catalog.json_agg(pg_catalog.json_build_array(
           a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, u.place::pg_catalog.int4, true), i.indoption[u.place - 1],
           (SELECT on_.nspname || '.' || oc.opcname FROM pg_catalog.pg_opclass oc
              JOIN pg_catalog.pg_namespace on_ ON on_.oid = oc.opcnamespace WHERE oc.oid = i.indclass[u.place - 1]),
           (SELECT cn.nspname || '.' || co.collname FROM pg_catalog.pg_collation co
              JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = i.indcollation[u.place - 1]))
           ORDER BY u.place)::pg_catalog.text
    FROM pg_catalog.generate_series(1, i.indnkeyatts) AS u (place)
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[u.place - 1] AND a.attnum > 0`;

const includedSql = `
  SELECT pg_catalog.json_agg(a.attname ORDER BY u.place)::pg_catalog.text
    FROM pg_catalog.generate_series(i.indnkeyatts + 1, i.indnatts) AS u (place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[u.place - 1]`;

// Expressions and predicates have their columns in pg_depend only.
const otherColumnsSql = `
  SELECT pg_catalog.json_agg(a.attname ORDER BY a.attnum)::pg_catalog.text
    FROM pg_catalog.pg_attribute a
   WHERE (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
     AND a.attrelid = i.indrelid AND a.attnum <> ALL (i.indkey::pg_catalog.int2[])
     AND a.attnum IN (SELECT d.refobjsubid FROM pg_catalog.pg_depend d
                       WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = i.indexrelid
                         AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                         AND d.refobjid = i.indrelid AND d.refobjsubid > 0)`;

// REINDEX CONCURRENTLY shows one of the copies that it makes at a time. Who may not see what another role's session builds
// sees a process without an index: then its lock on the table has to do.
const buildingSql = `
  NOT i.indisvalid AND EXISTS (
    SELECT FROM pg_catalog.pg_stat_progress_create_index p
     WHERE p.datid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
       AND (p.index_relid = i.indexrelid
            OR p.relid = i.indrelid AND p.command = 'REINDEX CONCURRENTLY' AND c.relname ~ '_cc(new|old)[0-9]*$'
            OR p.relid IS NULL AND EXISTS (
                 SELECT FROM pg_catalog.pg_locks l
                  WHERE l.pid = p.pid AND l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock')))`;

// An index of a partitioned table has no pages and counters of its own.
const leavesSql = (figure: string) => `
  CASE WHEN c.relkind = 'I' THEN (SELECT pg_catalog.sum(${figure}) FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)
       ELSE ${figure.replaceAll("t.relid", "c.oid")} END`;

const sql = (lastUsed: string) => `
  SELECT i.indrelid, n.nspname, t.relname, c.relname, pg_catalog.pg_get_indexdef(i.indexrelid), am.amname,
         (${keysSql}), (${includedSql}), pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),
         i.indisunique, i.indisprimary,
         EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')),
         i.indisreplident OR (i.indisprimary AND t.relreplident = 'd'), i.indisvalid, (${buildingSql}),
         c.relkind = 'I', i.indimmediate,
         i.indexrelid IN (SELECT k.conindid FROM pg_catalog.pg_constraint k WHERE k.contype = 'f'),
         ${leavesSql("pg_catalog.pg_relation_size(t.relid)")},
         ${leavesSql("pg_catalog.pg_stat_get_numscans(t.relid)")},
         ${leavesSql("pg_catalog.pg_stat_get_tuples_returned(t.relid)")},
         ${leavesSql("pg_catalog.pg_stat_get_tuples_fetched(t.relid)")}, ${lastUsed},
         pg_catalog.to_json(c.reloptions)::pg_catalog.text, (${otherColumnsSql})
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am am ON am.oid = c.relam
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
   WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
   ORDER BY n.nspname, t.relname, i.indisprimary DESC, c.relname`;

const lastUsedSql = `pg_catalog.to_char((${leavesSql("pg_catalog.pg_stat_get_lastscan(t.relid)").replace("pg_catalog.sum(", "pg_catalog.max(")}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: sql("NULL") },
  { minVersion: 160000, sql: sql(lastUsedSql) },
];

/**
 * The indexes of the given tables, the primary key first, then by name. Takes a moment's ACCESS SHARE lock on each
 * index (for its size): somebody else's DDL may make it wait.
 */
export async function readIndexes(
  session: ReadSession,
  serverVersion: number,
  tableOids: readonly number[],
): Promise<readonly IndexOfTable[]> {
  if (tableOids.length === 0) return [];
  const answer = await session.query(sqlFor(versions, serverVersion), [tableOids.map(String)]);
  return answer.rows.map((row) => {
    const [tableOid, schema, table, name, definition, accessMethod, keys, included, predicate, ...flags] = row;
    const [
      isUnique,
      isPrimary,
      isConstraint,
      isReplicaIdentity,
      isValid,
      isBuilding,
      isPartitioned,
      isImmediate,
      ...more
    ] = flags;
    const [isReferenced, sizeBytes, scans, rowsRead, rowsFetched, lastUsedAt, options, others] = more;
    return {
      tableOid: Number(tableOid),
      schema: toText(schema),
      table: toText(table),
      name: toText(name),
      definition: toText(definition),
      accessMethod: toText(accessMethod),
      keys: toKeys(keys),
      includedColumns: toNames(included),
      otherColumns: toNames(others),
      predicate: predicate ?? null,
      options: toNames(options),
      isPartitioned: isTrue(isPartitioned),
      isUnique: isTrue(isUnique),
      isImmediate: isTrue(isImmediate),
      isPrimary: isTrue(isPrimary),
      isConstraint: isTrue(isConstraint),
      isReplicaIdentity: isTrue(isReplicaIdentity),
      isReferenced: isTrue(isReferenced),
      isValid: isTrue(isValid),
      isBuilding: isTrue(isBuilding),
      sizeBytes: toNumber(sizeBytes) ?? 0,
      scans: toNumber(scans) ?? 0,
      rowsRead: toNumber(rowsRead) ?? 0,
      rowsFetched: toNumber(rowsFetched) ?? 0,
      lastUsedAt: lastUsedAt ?? null,
    };
  });
}

function toKeys(text: string | null | undefined): readonly IndexKey[] {
  const keys: unknown = JSON.parse(text ?? "[]");
  if (!Array.isArray(keys)) throw new Error("The catalog query did not return a list of keys.");
  return keys.map((key: unknown) => {
    if (!Array.isArray(key)) throw new Error("The catalog query did not return a key.");
    const [column, printed, options, operatorClass, collation]: readonly unknown[] = key;
    const bits = Number(options ?? 0);
    return {
      column: typeof column === "string" ? column : null,
      text: String(printed),
      isDescending: (bits & 1) !== 0,
      isNullsFirst: (bits & 2) !== 0,
      operatorClass: String(operatorClass ?? ""),
      collation: String(collation ?? ""),
    };
  });
}
