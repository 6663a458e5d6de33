import type { VersionedSql } from "../../versioned-sql.ts";
import { ddlFrom, factsSql, listSql, type ObjectKindReader, sinceOldest, toCatalogObject } from "../object-kind.ts";
import { quoted, statementsSql, yes } from "../sql-text.ts";

// pg_roles, not pg_authid: passwords are never read, and everybody may read the rest.
const from = "pg_catalog.pg_roles o";
const flag = (column: string, word: string) => `CASE WHEN ${column} THEN '${word}' ELSE 'NO${word}' END`;
const creation = `'CREATE ROLE ' || ${quoted("o.rolname")} || ' WITH ' || pg_catalog.concat_ws(' ',
  ${flag("o.rolsuper", "SUPERUSER")}, ${flag("o.rolcreatedb", "CREATEDB")}, ${flag("o.rolcreaterole", "CREATEROLE")},
  ${flag("o.rolinherit", "INHERIT")}, ${flag("o.rolcanlogin", "LOGIN")}, ${flag("o.rolreplication", "REPLICATION")},
  ${flag("o.rolbypassrls", "BYPASSRLS")}, CASE WHEN o.rolconnlimit <> -1 THEN 'CONNECTION LIMIT ' || o.rolconnlimit END,
  'VALID UNTIL ' || pg_catalog.quote_literal(o.rolvaliduntil::pg_catalog.text))`;

// From version 16 on a membership says whether it inherits and whether SET ROLE is allowed, and one may stand there
// once per grantor.
const membershipSql = (options: string) => `
  SELECT DISTINCT 'GRANT ' || ${quoted("g.rolname")} || ' TO ' || ${quoted("o.rolname")} || ${options}
    FROM ${from} JOIN pg_catalog.pg_auth_members m ON m.member = o.oid JOIN pg_catalog.pg_roles g ON g.oid = m.roleid
   WHERE o.oid = $1 ORDER BY 1`;
const memberships: readonly VersionedSql[] = [
  { minVersion: 120000, sql: membershipSql("CASE WHEN m.admin_option THEN ' WITH ADMIN OPTION' ELSE '' END") },
  {
    minVersion: 160000,
    sql: membershipSql(`' WITH ADMIN ' || CASE WHEN m.admin_option THEN 'TRUE' ELSE 'FALSE' END || ', INHERIT '
      || CASE WHEN m.inherit_option THEN 'TRUE' ELSE 'FALSE' END || ', SET ' || CASE WHEN m.set_option THEN 'TRUE' ELSE 'FALSE' END`),
  },
];

const settingsSql = `
  SELECT 'ALTER ROLE ' || ${quoted("o.rolname")}
         || COALESCE(' IN DATABASE ' || ${quoted("d.datname")}, '') || ' SET ' || ${quoted("pg_catalog.split_part(c.setting, '=', 1)")}
         || ' TO ' || CASE WHEN pg_catalog.split_part(c.setting, '=', 1) = 'search_path'
                           THEN NULLIF(pg_catalog.substr(c.setting, 13), '')
                           ELSE pg_catalog.quote_literal(pg_catalog.substr(c.setting, pg_catalog.strpos(c.setting, '=') + 1)) END
    FROM ${from} JOIN pg_catalog.pg_db_role_setting s ON s.setrole = o.oid
    LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
   CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS c (setting) WHERE o.oid = $1 ORDER BY 1`;
const commentStatement = `
  (SELECT 'COMMENT ON ROLE ' || ${quoted("o.rolname")} || ' IS ' || pg_catalog.quote_literal(d.description)
     FROM pg_catalog.pg_shdescription d
    WHERE d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass)`;
const memberOf = (side: "roleid" | "member", other: "roleid" | "member") => `
  (SELECT pg_catalog.string_agg(DISTINCT g.rolname || CASE WHEN m.admin_option THEN ' (with admin)' ELSE '' END, ', ')
     FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles g ON g.oid = m.${other} WHERE m.${side} = o.oid)`;

/** Roles of the server with their memberships. A password is never part of it. */
export const roles: ObjectKindReader = {
  kind: "role",
  catalog: "pg_authid",
  versions: sinceOldest(
    listSql(
      {
        oid: "r.oid",
        name: "r.rolname",
        detail: `CASE WHEN r.rolsuper THEN 'superuser' WHEN r.rolcanlogin THEN 'login'
                      WHEN pg_catalog.starts_with(r.rolname, 'pg_') THEN 'predefined' ELSE '' END`,
      },
      "pg_catalog.pg_roles r",
    ),
  ),
  toModel: toCatalogObject,
  facts: sinceOldest(
    factsSql(from, [
      ["May log in", yes("o.rolcanlogin")],
      ["Superuser", yes("o.rolsuper")],
      ["May make databases", yes("o.rolcreatedb")],
      ["May make roles", yes("o.rolcreaterole")],
      ["Inherits privileges", yes("o.rolinherit")],
      ["May replicate", yes("o.rolreplication")],
      ["Passes by row security", yes("o.rolbypassrls")],
      ["Connections", "CASE WHEN o.rolconnlimit = -1 THEN 'unlimited' ELSE o.rolconnlimit::pg_catalog.text END"],
      ["Password valid until", "o.rolvaliduntil"],
      ["Member of", memberOf("member", "roleid")],
      ["Members", memberOf("roleid", "member")],
      ["Settings", "pg_catalog.array_to_string(o.rolconfig, E'\\n')"],
    ]),
  ),
  ddl: async (session, object) => {
    const [created, ...comments] = await ddlFrom(sinceOldest(statementsSql(from, [creation, commentStatement])))(
      session,
      object,
    );
    if (created === undefined) return [];
    const granted = await ddlFrom(memberships)(session, object);
    const settings = await ddlFrom(sinceOldest(settingsSql))(session, object);
    return [created, ...granted, ...settings, ...comments];
  },
  access: null,
};
