import type { VersionedSql } from "../../versioned-sql.ts";
import { type AccessSource, listSql, sinceOldest } from "../object-kind.ts";
import { qualified } from "../sql-text.ts";

/** The four catalogs of text search are named alike: `prefix` is `cfg`, `dict`, `prs` or `tmpl`. */
export function textSearchList(catalog: string, prefix: string): readonly VersionedSql[] {
  return sinceOldest(
    listSql(
      {
        oid: "x.oid",
        schema: "n.nspname",
        name: `x.${prefix}name`,
        isReadable: "pg_catalog.has_schema_privilege(n.oid, 'USAGE')",
      },
      `pg_catalog.${catalog} x JOIN pg_catalog.pg_namespace n ON n.oid = x.${prefix}namespace`,
    ),
  );
}

/** The object `o` with its schema `n`. */
export function textSearchFrom(catalog: string, prefix: string): string {
  return `pg_catalog.${catalog} o JOIN pg_catalog.pg_namespace n ON n.oid = o.${prefix}namespace`;
}

/** Owner of a configuration or dictionary; neither has privileges. */
export function textSearchAccess(prefix: string, keyword: string): AccessSource {
  const schema = `(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.${prefix}namespace)`;
  return {
    acl: "NULL::pg_catalog.aclitem[]",
    owner: `o.${prefix}owner`,
    defaultFor: "'r'",
    grantOn: null,
    alter: `'${keyword} ' || ${qualified(schema, `o.${prefix}name`)}`,
  };
}

/** `, WORD = schema.function`; NULL when there is none. */
export function routineOption(word: string, oid: string): string {
  return `(SELECT ', ${word} = ' || ${qualified("fn.nspname", "f.proname")}
             FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace
            WHERE f.oid = ${oid}::pg_catalog.oid)`;
}
