import { kindWords, type ObjectKind } from "../../../shared/catalog/object-kinds.ts";
import type { ObjectKindReader } from "../../catalog/kinds/object-kind.ts";
import { firstOwnOid } from "../../catalog/kinds/sql-text.ts";
import { sqlFor } from "../../catalog/versioned-sql.ts";
import { extraProperties } from "./extra-properties.ts";

/** The server's own words for an object, over its row `o`; kinds without an entry are told apart by their properties. */
const definitions: Readonly<Partial<Record<ObjectKind, string>>> = {
  view: "pg_catalog.pg_get_viewdef(o.oid)",
  materializedView: "pg_catalog.pg_get_viewdef(o.oid)",
  function: "pg_catalog.pg_get_functiondef(o.oid)",
  procedure: "pg_catalog.pg_get_functiondef(o.oid)",
  index: "pg_catalog.pg_get_indexdef(o.oid)",
  constraint: "pg_catalog.pg_get_constraintdef(o.oid)",
  trigger: "pg_catalog.pg_get_triggerdef(o.oid)",
  rule: "pg_catalog.pg_get_ruledef(o.oid)",
  statistics: "pg_catalog.pg_get_statisticsobjdef(o.oid)",
};

/**
 * What is left out because something else stands for it: NOT NULL is a property of its column, a constraint's index
 * belongs to the constraint, an identity's sequence to its column, a multirange to its range.
 */
const exceptions: Readonly<Partial<Record<ObjectKind, string>>> = {
  constraint: "listed.detail NOT LIKE 'not null%'",
  index: `NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                       WHERE k.conindid = listed.oid AND k.contype IN ('p', 'u', 'x'))`,
  sequence: `NOT EXISTS (SELECT FROM pg_catalog.pg_depend i
                          WHERE i.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.objid = listed.oid AND i.deptype = 'i')`,
  type: "listed.detail <> 'multirange'",
  schema: "NOT pg_catalog.starts_with(listed.name, 'pg_') AND listed.name <> 'information_schema'",
  extension: "listed.name <> 'plpgsql'",
  defaultPrivileges: "true",
};

/** All objects of a kind that people made, as rows of `inventoryColumns`. One statement, whatever their number. */
export function inventorySql(reader: ObjectKindReader, version: number): string {
  const { kind, catalog, access } = reader;
  const facts = sqlFor(reader.facts, version).replaceAll("$1", "listed.oid").replaceAll("$2", "listed.name");
  const subId = kind === "column" ? "listed.place" : "0";
  const owner = access === null ? "NULL" : `pg_catalog.pg_get_userbyid(${access.owner})`;
  return `
    SELECT listed.schema, listed.parent, listed.name, listed.identity,
           (SELECT pg_catalog.json_agg(pg_catalog.json_build_array(f.label, f.value)) FROM (${facts}) f) AS facts,
           ${definitions[kind] ?? "NULL"} AS definition,
           (SELECT d.description FROM pg_catalog.pg_description d
             WHERE d.objoid = listed.oid AND d.objsubid = ${subId}
               AND d.classoid = 'pg_catalog.${catalog}'::pg_catalog.regclass) AS comment,
           ${owner} AS owner, ${privilegesSql(reader)} AS privileges, ${argumentsSql(kind)} AS arguments, ${extrasSql(kind)} AS extras
      FROM (${sqlFor(reader.versions, version)}) listed
      ${needsRow(reader) ? `JOIN pg_catalog.${catalog} o ON o.oid = listed.oid` : ""}
     WHERE ${ownObject(kind)}
       AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid = 'pg_catalog.${catalog}'::pg_catalog.regclass AND e.objid = listed.oid AND e.deptype = 'e')
     ORDER BY 1, 2, listed.place, 3, 4`;
}

function extrasSql(kind: ObjectKind): string {
  const pairs = (extraProperties[kind] ?? []).map(([label, sql]) => `pg_catalog.json_build_array('${label}', ${sql})`);
  return pairs.length === 0 ? "NULL" : `pg_catalog.json_build_array(${pairs.join(", ")})`;
}

/** Not every role may read the row itself: that of a user mapping holds secrets. */
function needsRow({ kind, access }: ObjectKindReader): boolean {
  return definitions[kind] !== undefined || access !== null || kind === "aggregate";
}

function ownObject(kind: ObjectKind): string {
  const exception = exceptions[kind] ?? "true";
  if (kindWords[kind].level === "database")
    return exceptions[kind] === undefined ? `listed.oid >= ${firstOwnOid}` : exception;
  return `listed.schema NOT IN ('pg_catalog', 'information_schema')
       AND NOT pg_catalog.starts_with(listed.schema, 'pg_toast') AND NOT pg_catalog.starts_with(listed.schema, 'pg_temp')
       AND ${exception}`;
}

/** Who may do what, one line each, in an order that does not depend on when it was granted. */
function privilegesSql({ access }: ObjectKindReader): string {
  if (access === null || access.grantOn === null) return "NULL";
  const acl = `COALESCE(${access.acl}, pg_catalog.acldefault((${access.defaultFor})::pg_catalog."char", ${access.owner}))`;
  const line = (column: string) => `
    SELECT ${column} || CASE WHEN x.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(x.grantee)::pg_catalog.text END
           || ': ' || pg_catalog.lower(x.privilege_type) || CASE WHEN x.is_grantable THEN ' with grant option' ELSE '' END AS line`;
  const columns = access.hasColumns
    ? `UNION ALL ${line("pg_catalog.quote_ident(a.attname) || ' '")} FROM pg_catalog.pg_attribute a
         CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x WHERE a.attrelid = o.oid AND NOT a.attisdropped`
    : "";
  return `(SELECT pg_catalog.string_agg(p.line, E'\\n' ORDER BY p.line COLLATE pg_catalog."C")
             FROM (${line("''")} FROM pg_catalog.aclexplode(${acl}) x ${columns}) p)`;
}

/** The argument types of a routine as a JSON list, which is how the engine names it. */
function argumentsSql(kind: ObjectKind): string {
  if (kind !== "function" && kind !== "procedure" && kind !== "aggregate") return "NULL";
  return `(SELECT COALESCE(pg_catalog.json_agg(pg_catalog.format_type(t.type, NULL) ORDER BY t.place), '[]')
             FROM pg_catalog.unnest(o.proargtypes) WITH ORDINALITY t (type, place))`;
}
