import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted } from "../sql-text.ts";

const objectsOf = (row: string) =>
  `CASE ${row}.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
        WHEN 'n' THEN 'schemas' ELSE 'large objects' END`;
const roleOf = (row: string) => `pg_catalog.pg_get_userbyid(${row}.defaclrole)`;
const schemaOf = (row: string) =>
  `(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = ${row}.defaclnamespace)`;

const list = listSql(
  {
    oid: "a.oid",
    name: roleOf("a"),
    identity: `pg_catalog.concat_ws(' in ', ${objectsOf("a")}, ${schemaOf("a")})`,
    detail: `'on ' || ${objectsOf("a")}`,
  },
  "pg_catalog.pg_default_acl a",
);

const from = "pg_catalog.pg_default_acl o";
const grantee = (role: string) =>
  `CASE WHEN ${role} = 0 THEN 'PUBLIC' ELSE ${quoted(`pg_catalog.pg_get_userbyid(${role})`)} END`;
// Default privileges of the whole database replace Postgres' own; those of a schema only add to them.
const builtIn = `CASE WHEN o.defaclnamespace = 0
  THEN pg_catalog.acldefault(CASE o.defaclobjtype WHEN 'S' THEN 's'::pg_catalog."char" ELSE o.defaclobjtype END, o.defaclrole) END`;
const head = `'ALTER DEFAULT PRIVILEGES FOR ROLE ' || ${quoted(roleOf("o"))} || COALESCE(' IN SCHEMA ' || ${quoted(schemaOf("o"))}, '')`;
const difference = (left: string, right: string) => `
  (SELECT e.grantee, e.is_grantable, e.privilege_type FROM pg_catalog.aclexplode(${left}) e
   EXCEPT SELECT e.grantee, e.is_grantable, e.privilege_type FROM pg_catalog.aclexplode(${right}) e)`;
const objects = `pg_catalog.upper(${objectsOf("o")})`;
const ddlSql = `
  SELECT statement FROM (
    SELECT 1 AS place, ${head} || ' REVOKE ' || pg_catalog.string_agg(d.privilege_type, ', ' ORDER BY d.privilege_type)
           || ' ON ' || ${objects} || ' FROM ' || ${grantee("d.grantee")} AS statement
      FROM ${from} CROSS JOIN LATERAL ${difference(builtIn, "o.defaclacl")} d WHERE o.oid = $1 GROUP BY o.oid, d.grantee
    UNION ALL
    SELECT 2, ${head} || ' GRANT ' || pg_catalog.string_agg(d.privilege_type, ', ' ORDER BY d.privilege_type)
           || ' ON ' || ${objects} || ' TO ' || ${grantee("d.grantee")} || CASE WHEN d.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END
      FROM ${from} CROSS JOIN LATERAL ${difference("o.defaclacl", builtIn)} d WHERE o.oid = $1 GROUP BY o.oid, d.grantee, d.is_grantable
  ) s ORDER BY place, statement`;

/** What ALTER DEFAULT PRIVILEGES left: privileges that objects made later begin with. */
export const defaultPrivileges: ObjectKindReader = {
  kind: "defaultPrivileges",
  catalog: "pg_default_acl",
  versions: sinceOldest(list),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["For what this role makes", roleOf("o")],
      ["In schema", `COALESCE(${schemaOf("o")}::pg_catalog.text, 'every schema')`],
      ["Objects", objectsOf("o")],
      [
        "Privileges",
        `(SELECT pg_catalog.string_agg(line, E'\\n' ORDER BY line) FROM (
            SELECT CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(e.grantee)::pg_catalog.text END || ': '
                   || pg_catalog.lower(pg_catalog.string_agg(e.privilege_type, ', ' ORDER BY e.privilege_type)) AS line
              FROM pg_catalog.aclexplode(o.defaclacl) e GROUP BY e.grantee) lines)`,
      ],
    ]),
  ),
  ddl: ddlFrom(sinceOldest(ddlSql)),
  access: null,
};
