import type { ObjectAddress, ObjectDependencies, ObjectDependency } from "../../../shared/catalog/object-details.ts";
import type { ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { toText } from "../catalog-text.ts";
import { addressesOf, type LocatedObject } from "./find-object.ts";

/** Dependencies that are listed per direction. */
export const maxDependencies = 500;

// What belongs to the object: itself, and what is internal to it and would say nothing by itself: the rule that makes a
// view, defaults of columns, keys of a table, its row type. Their dependencies are the object's own.
// $1 class, $2 oid, $3 number of a column or 0.
const members = `
  WITH RECURSIVE members (classid, objid, objsubid) AS (
    SELECT $1::pg_catalog.oid, $2::pg_catalog.oid, $3::pg_catalog.int4
    UNION
    SELECT d.classid, d.objid, 0
      FROM members m JOIN pg_catalog.pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
       AND (m.objsubid = 0 OR d.refobjsubid = m.objsubid)
     WHERE d.deptype = 'i' AND d.classid IN ('pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
        OR d.deptype = 'a' AND d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
        OR d.deptype = 'a' AND d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
           AND m.classid IN ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_type'::pg_catalog.regclass)
  )`;

// A view uses what its rule uses, a table what the default of its column uses: shown as the view and the column.
const isView = "(w.rulename = '_RETURN') IS TRUE";
const usersSql = `
    SELECT CASE WHEN ${isView} OR f.adrelid IS NOT NULL THEN 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid ELSE u.classid END,
           CASE WHEN ${isView} THEN w.ev_class ELSE COALESCE(f.adrelid, u.objid) END,
           CASE WHEN ${isView} THEN 0 ELSE COALESCE(f.adnum::pg_catalog.int4, u.objsubid) END, u.how
      FROM users u
      LEFT JOIN pg_catalog.pg_rewrite w ON u.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = u.objid
      LEFT JOIN pg_catalog.pg_attrdef f ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = u.objid`;

const named = `
  , shown AS (
    SELECT DISTINCT ON (classid, objid, objsubid) classid, objid, objsubid, how FROM others
     WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = others.classid AND m.objid = others.objid
                         AND (m.objsubid = others.objsubid OR m.objsubid = 0))
     ORDER BY classid, objid, objsubid, how DESC LIMIT ${maxDependencies + 1})
  SELECT r.relname, s.objid, s.how, i.type, i.identity, c.relkind, p.prokind
    FROM shown s CROSS JOIN LATERAL pg_catalog.pg_identify_object(s.classid, s.objid, s.objsubid) i
    JOIN pg_catalog.pg_class r ON r.oid = s.classid
    LEFT JOIN pg_catalog.pg_class c ON s.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = s.objid
    LEFT JOIN pg_catalog.pg_proc p ON s.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND p.oid = s.objid
   WHERE i.identity IS NOT NULL AND c.relkind IS DISTINCT FROM 't' ORDER BY i.type, i.identity`;

// pg_shdepend has letters of its own, told apart by an s before them.
const ofThisDatabase =
  "d.dbid IN (0, (SELECT b.oid FROM pg_catalog.pg_database b WHERE b.datname = pg_catalog.current_database()))";

const dependsOnSql = `${members}, others (classid, objid, objsubid, how) AS (
    SELECT d.refclassid, d.refobjid, d.refobjsubid, d.deptype::pg_catalog.text
      FROM members m JOIN pg_catalog.pg_depend d ON d.classid = m.classid AND d.objid = m.objid
       AND (m.objsubid = 0 OR d.objsubid = m.objsubid)
    UNION ALL
    SELECT d.refclassid, d.refobjid, 0, 's' || d.deptype::pg_catalog.text
      FROM pg_catalog.pg_shdepend d
     WHERE d.classid = $1 AND d.objid = $2 AND d.objsubid = $3 AND ${ofThisDatabase})
  ${named}`;

const usedBySql = `${members}, users (classid, objid, objsubid, how) AS (
    SELECT d.classid, d.objid, d.objsubid, d.deptype::pg_catalog.text
      FROM members m JOIN pg_catalog.pg_depend d ON d.refclassid = m.classid AND d.refobjid = m.objid
       AND (m.objsubid = 0 OR d.refobjsubid = m.objsubid)
    UNION ALL
    SELECT d.classid, d.objid, d.objsubid, 's' || d.deptype::pg_catalog.text
      FROM pg_catalog.pg_shdepend d WHERE d.refclassid = $1 AND d.refobjid = $2 AND ${ofThisDatabase}),
  others (classid, objid, objsubid, how) AS (${usersSql})
  ${named}`;

/** What the object needs (`dependsOn`), or what needs it (`usedBy`). */
export async function readDependencies(
  session: ReadSession,
  catalog: string,
  object: LocatedObject,
  direction: "dependsOn" | "usedBy",
): Promise<ObjectDependencies> {
  const classes = await session.query("SELECT pg_catalog.to_regclass($1)::pg_catalog.oid", [`pg_catalog.${catalog}`]);
  const classOid = toText(classes.rows[0]?.[0]);
  const sql = direction === "dependsOn" ? dependsOnSql : usedBySql;
  const answer = await session.query(sql, [classOid, object.oid, object.subId], { cause: "catalog: dependencies" });
  const rows = answer.rows.slice(0, maxDependencies).map(toRow);
  const addresses = await readAddresses(session, object.version, rows);
  return {
    // A column leads to its relation.
    objects: rows.map(({ kind, oid, type, text, how }) => {
      const address = kind === null ? null : (addresses.get(kind)?.get(oid) ?? null);
      return { address, type, text, how };
    }),
    isTruncated: answer.rows.length > maxDependencies,
  };
}

interface DependencyRow {
  readonly kind: ObjectKind | null;
  readonly oid: number;
  readonly type: string;
  readonly text: string;
  readonly how: ObjectDependency["how"];
}

function toRow([catalog, oid, how, type, identity, relkind, prokind]: readonly (string | null)[]): DependencyRow {
  return {
    kind: kindOf(toText(catalog), relkind ?? null, prokind ?? null),
    oid: Number(oid),
    type: toText(type),
    text: toText(identity),
    how: ways[toText(how)] ?? "normal",
  };
}

const ways: Readonly<Record<string, ObjectDependency["how"]>> = {
  a: "auto",
  P: "auto",
  S: "auto",
  i: "internal",
  e: "extension",
  x: "extension",
  so: "owner",
  sa: "privilege",
  si: "privilege",
  sr: "policy",
};

const relkinds: Readonly<Record<string, ObjectKind>> = {
  r: "table",
  p: "table",
  f: "table",
  v: "view",
  m: "materializedView",
  S: "sequence",
  i: "index",
  I: "index",
};
const prokinds: Readonly<Record<string, ObjectKind>> = { f: "function", w: "function", p: "procedure", a: "aggregate" };
const catalogs: Readonly<Record<string, ObjectKind>> = {
  pg_type: "type",
  pg_operator: "operator",
  pg_collation: "collation",
  pg_statistic_ext: "statistics",
  pg_ts_config: "textSearchConfiguration",
  pg_ts_dict: "textSearchDictionary",
  pg_ts_parser: "textSearchParser",
  pg_ts_template: "textSearchTemplate",
  pg_constraint: "constraint",
  pg_trigger: "trigger",
  pg_rewrite: "rule",
  pg_policy: "policy",
  pg_namespace: "schema",
  pg_extension: "extension",
  pg_publication: "publication",
  pg_subscription: "subscription",
  pg_event_trigger: "eventTrigger",
  pg_foreign_data_wrapper: "foreignDataWrapper",
  pg_foreign_server: "foreignServer",
  pg_user_mapping: "userMapping",
  pg_cast: "cast",
  pg_default_acl: "defaultPrivileges",
  pg_authid: "role",
};

function kindOf(catalog: string, relkind: string | null, prokind: string | null): ObjectKind | null {
  if (catalog === "pg_class") return relkinds[relkind ?? ""] ?? null;
  if (catalog === "pg_proc") return prokinds[prokind ?? ""] ?? null;
  return catalogs[catalog] ?? null;
}

/** One query for each kind that occurs, whatever the number of objects. */
async function readAddresses(session: ReadSession, version: number, rows: readonly DependencyRow[]) {
  const byKind = new Map<ObjectKind, ReadonlyMap<number, ObjectAddress>>();
  for (const kind of new Set(rows.flatMap((row) => row.kind ?? []))) {
    const oids = rows.filter((row) => row.kind === kind).map(({ oid }) => oid);
    byKind.set(kind, await addressesOf(session, version, kind, [...new Set(oids)]));
  }
  return byKind;
}
