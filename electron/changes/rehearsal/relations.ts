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

/** Locks of a backend beyond AccessShare, as `oid mode` without `Lock`. */
export async function readLocks(session: ReadSession, backendPid: number): Promise<ReadonlySet<string>> {
  const sql = `SELECT l.relation || ' ' || pg_catalog.regexp_replace(l.mode, 'Lock$', '') FROM pg_catalog.pg_locks l
    JOIN pg_catalog.pg_database d ON d.oid = l.database AND d.datname = pg_catalog.current_database()
    WHERE l.pid = $1::pg_catalog.int4 AND l.locktype = 'relation' AND l.granted AND l.mode <> 'AccessShareLock'`;
  const { rows } = await session.query(sql, [backendPid], { maxRows: 0 });
  return new Set(rows.map(([lock]) => lock ?? ""));
}

/** Locks of `held` that `earlier` does not have, on relations that were known before. */
export function describeLocks(
  held: ReadonlySet<string>,
  earlier: ReadonlySet<string>,
  known: KnownRelations,
): readonly HeldLock[] {
  return [...held]
    .filter((lock) => !earlier.has(lock))
    .flatMap((lock) => {
      const [oid = "", mode = ""] = lock.split(" ");
      const relation = known.get(oid);
      return relation ? [{ relation: relation.name, relationKind: relation.kind, mode }] : [];
    })
    .sort((left, right) => `${left.relation} ${left.mode}`.localeCompare(`${right.relation} ${right.mode}`, "en"));
}

/** Scans from the start that the session's transaction has begun, by the table's oid. */
export async function readScans(session: ReadSession): Promise<ReadonlyMap<string, number>> {
  const sql = "SELECT relid, seq_scan FROM pg_catalog.pg_stat_xact_all_tables WHERE seq_scan > 0";
  const { rows } = await session.query(sql, [], { maxRows: 0 });
  return new Map(rows.map(([oid, scans]) => [oid ?? "", Number(scans)]));
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
