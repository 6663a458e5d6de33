import type { HeldLock } from "../../../shared/changes/model.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** A relation as it is before a statement: what its locks and rewrites are named after. */
export interface KnownRelation {
  readonly name: string;
  readonly kind: HeldLock["relationKind"];
  /** Changes when the relation is rewritten or truncated; "0" where it has no file. */
  readonly fileNode: string;
  /** Oid of the table, for an index. */
  readonly tableOid: string | null;
}

/** Relations by oid. */
export type KnownRelations = ReadonlyMap<string, KnownRelation>;

const kinds: Readonly<Record<string, HeldLock["relationKind"]>> = {
  r: "table",
  p: "table",
  m: "table",
  f: "table",
  i: "index",
  I: "index",
  v: "view",
  S: "sequence",
};

const relationsSql = `SELECT c.oid, n.nspname || '.' || c.relname, c.relkind, c.relfilenode, i.indrelid
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'steward') AND n.nspname !~ '^pg_(toast|temp)'`;

/** Reads every relation of the user's schemas, as the session's transaction sees them. */
export async function readRelations(session: ReadSession): Promise<KnownRelations> {
  const { rows } = await session.query(relationsSql, [], { maxRows: 0 });
  return new Map(
    rows.map(([oid, name, kind, fileNode, tableOid]) => [
      oid ?? "",
      { name: name ?? "", kind: kinds[kind ?? ""] ?? "other", fileNode: fileNode ?? "0", tableOid: tableOid ?? null },
    ]),
  );
}

/** Names of relations that have another file than before. An index that was only rebuilt with its table is left out. */
export function findRewrites(before: KnownRelations, after: KnownRelations): readonly string[] {
  const isRewritten = (oid: string) => {
    const [old, now] = [before.get(oid), after.get(oid)];
    return old !== undefined && now !== undefined && old.fileNode !== now.fileNode;
  };
  return [...before]
    .filter(([oid, { tableOid }]) => isRewritten(oid) && (tableOid === null || !isRewritten(tableOid)))
    .map(([, { name }]) => name)
    .sort();
}

/** What is read inside the rehearsed transaction: cheap, and exact for this backend. */
export interface BackendState {
  /** `oid mode` of the locks beyond AccessShare that it holds. */
  readonly locks: ReadonlySet<string>;
  /** Scans from the start that its transaction has begun, by the table's oid. */
  readonly scans: ReadonlyMap<string, number>;
  /** Place in the server's log of changes, in bytes; null where the server does not tell. */
  readonly walBytes: bigint | null;
}

const stateSql = `SELECT 'lock', l.relation || ' ' || pg_catalog.regexp_replace(l.mode, 'Lock$', ''), NULL
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
    WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'
  UNION ALL SELECT 'scan', relid::text, seq_scan::text FROM pg_catalog.pg_stat_xact_all_tables WHERE seq_scan > 0
  UNION ALL SELECT 'wal', NULL, CASE WHEN NOT pg_catalog.pg_is_in_recovery()
    THEN pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_insert_lsn(), '0/0')::text END`;

/** Reads the state of the session's own backend. */
export async function readBackendState(session: ReadSession): Promise<BackendState> {
  const { rows } = await session.query(stateSql, [], { maxRows: 0 });
  const of = (kind: string) => rows.filter(([found]) => found === kind);
  const wal = of("wal")[0]?.[2] ?? null;
  return {
    locks: new Set(of("lock").flatMap(([, lock]) => lock ?? [])),
    scans: new Map(of("scan").map(([, oid, scans]) => [oid ?? "", Number(scans)])),
    walBytes: wal === null ? null : BigInt(wal),
  };
}

/** Locks of `held` that `earlier` does not have, on relations that were known before, with when they were held. */
export function describeLocks(
  held: ReadonlyMap<string, { readonly fromMs: number; readonly toMs: number }>,
  earlier: ReadonlySet<string>,
  known: KnownRelations,
): readonly HeldLock[] {
  return [...held]
    .filter(([lock]) => !earlier.has(lock))
    .flatMap(([lock, { fromMs, toMs }]) => {
      const [oid = "", mode = ""] = lock.split(" ");
      const relation = known.get(oid);
      return relation ? [{ relation: relation.name, relationKind: relation.kind, mode, fromMs, toMs }] : [];
    })
    .sort((left, right) => `${left.relation} ${left.mode}`.localeCompare(`${right.relation} ${right.mode}`, "en"));
}

/** Names of tables that were known before and scanned since. */
export function findScans(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  known: KnownRelations,
): readonly string[] {
  const scanned = [...after].filter(([oid, scans]) => scans > (before.get(oid) ?? 0));
  return scanned.flatMap(([oid]) => known.get(oid)?.name ?? []).sort();
}
