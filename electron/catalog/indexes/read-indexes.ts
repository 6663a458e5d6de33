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

const sql = (lastUsed: string) => `
  SELECT i.indrelid, n.nspname, t.relname, c.relname, pg_catalog.pg_get_indexdef(i.indexrelid), am.amname,
         (${keysSql}), (${includedSql}), pg_catalog.pg_get_expr(i.indpred, i.indrelid, true),
         i.indisunique, i.indisprimary,
         EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')),
         i.indisreplident OR (i.indisprimary AND t.relreplident = 'd'), i.indisvalid,
         EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid),
         pg_catalog.pg_relation_size(i.indexrelid), COALESCE(s.idx_scan, 0), COALESCE(s.idx_tup_read, 0), ${lastUsed}
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am am ON am.oid = c.relam
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    LEFT JOIN pg_catalog.pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
   WHERE i.indrelid = ANY ($1::pg_catalog.oid[])
   ORDER BY n.nspname, t.relname, i.indisprimary DESC, c.relname`;

const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: sql("NULL") },
  {
    minVersion: 160000,
    sql: sql(`pg_catalog.to_char(s.last_idx_scan AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`),
  },
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
    const [isUnique, isPrimary, isConstraint, isReplicaIdentity, isValid, isBuilding, ...figures] = flags;
    const [sizeBytes, scans, rowsRead, lastUsedAt] = figures;
    return {
      tableOid: Number(tableOid),
      schema: toText(schema),
      table: toText(table),
      name: toText(name),
      definition: toText(definition),
      accessMethod: toText(accessMethod),
      keys: toKeys(keys),
      includedColumns: toNames(included),
      predicate: predicate ?? null,
      isUnique: isTrue(isUnique),
      isPrimary: isTrue(isPrimary),
      isConstraint: isTrue(isConstraint),
      isReplicaIdentity: isTrue(isReplicaIdentity),
      isValid: isTrue(isValid),
      isBuilding: isTrue(isBuilding),
      sizeBytes: toNumber(sizeBytes) ?? 0,
      scans: toNumber(scans) ?? 0,
      rowsRead: toNumber(rowsRead) ?? 0,
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
