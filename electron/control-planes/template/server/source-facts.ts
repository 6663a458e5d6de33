import type { ReadSession } from "../../../postgres/session.ts";

/** One right on a database; `grantee` null is PUBLIC. */
export interface DatabaseGrant {
  readonly grantee: string | null;
  readonly privilege: string;
  readonly isGrantable: boolean;
}

/** One ALTER DATABASE ... SET; with a role it holds for that role only. */
export interface DatabaseSetting {
  readonly role: string | null;
  /** `name=value` as the catalog keeps it. */
  readonly setting: string;
}

/** What CREATE DATABASE does not take over from its template, and what it needs to be told for an empty database. */
export interface SourceFacts {
  /** The owner, where this role may make databases for it. */
  readonly owner: string | null;
  /** -1 for none. */
  readonly connectionLimit: number;
  /** Null where the database has the rights that a new one has. */
  readonly grants: readonly DatabaseGrant[] | null;
  readonly settings: readonly DatabaseSetting[];
  readonly encoding: string;
  readonly collate: string;
  readonly characterType: string;
  /** `c`, `i` (ICU) or `b` (builtin). */
  readonly provider: string;
  readonly locale: string | null;
  readonly tablespace: string;
}

/** The provider's locale is daticulocale on 15 and 16, datlocale since 17. One row of JSON reads whichever is there. */
const factsSql = `
  SELECT CASE WHEN pg_catalog.pg_has_role(d.datdba, 'MEMBER') THEN pg_catalog.pg_get_userbyid(d.datdba) END,
         d.datconnlimit, d.datacl IS NULL, pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
         pg_catalog.to_jsonb(d) ->> 'datlocprovider',
         COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'),
         t.spcname
    FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = d.dattablespace WHERE d.oid = $1`;
const grantsSql = `
  SELECT g.rolname, a.privilege_type, a.is_grantable
    FROM pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) a LEFT JOIN pg_catalog.pg_roles g ON g.oid = a.grantee
   WHERE d.oid = $1 AND (a.grantee = 0 OR g.oid IS NOT NULL) ORDER BY a.grantee, a.privilege_type`;
const settingsSql = `
  SELECT r.rolname, c.setting
    FROM pg_catalog.pg_db_role_setting s LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole,
         LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY AS c (setting, place)
   WHERE s.setdatabase = $1 AND (s.setrole = 0 OR r.oid IS NOT NULL) ORDER BY s.setrole, c.place`;

/** Reads what a copy of database `oid` has to be given by hand. */
export async function readSourceFacts(session: ReadSession, oid: number): Promise<SourceFacts> {
  const ask = async (sql: string) =>
    (await session.query(sql, [String(oid)], { cause: "template branches: source" })).rows;
  const [facts = []] = await ask(factsSql);
  const [owner, limit, hasDefaultRights, encoding, collate, characterType, provider, locale, tablespace] = facts;
  const grants = (await ask(grantsSql)).map(([grantee, privilege, isGrantable]) => ({
    grantee: grantee ?? null,
    privilege: privilege ?? "",
    isGrantable: isGrantable === "t",
  }));
  const settings = (await ask(settingsSql)).map(([role, setting]) => ({ role: role ?? null, setting: setting ?? "" }));
  return {
    owner: owner ?? null,
    connectionLimit: Number(limit),
    grants: hasDefaultRights === "t" ? null : grants,
    settings,
    encoding: encoding ?? "UTF8",
    collate: collate ?? "C",
    characterType: characterType ?? "C",
    provider: provider ?? "c",
    locale: locale ?? null,
    tablespace: tablespace ?? "pg_default",
  };
}
