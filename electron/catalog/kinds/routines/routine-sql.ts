import type { VersionedSql } from "../../versioned-sql.ts";
import { type AccessSource, factsSql, listSql, sinceOldest } from "../object-kind.ts";
import { commentSql, qualified, yes } from "../sql-text.ts";

/** Leaves out what comes with a type: the constructors of ranges and multiranges. */
const madeByPeople = `
  NOT EXISTS (SELECT FROM pg_catalog.pg_depend o
               WHERE o.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND o.objid = p.oid AND o.deptype = 'i')`;

/** Routines of some prokinds. */
export function routinesSql(prokinds: readonly string[], detail: string): readonly VersionedSql[] {
  const kinds = prokinds.map((prokind) => `'${prokind}'`).join(", ");
  return sinceOldest(
    listSql(
      {
        oid: "p.oid",
        schema: "n.nspname",
        name: "p.proname",
        identity: "pg_catalog.pg_get_function_identity_arguments(p.oid)",
        detail,
        isReadable:
          "pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND pg_catalog.has_function_privilege(p.oid, 'EXECUTE')",
      },
      `pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prokind IN (${kinds}) AND ${madeByPeople}`,
    ),
  );
}

/** The routine `o` with its schema `n`. */
export const routineFrom = "pg_catalog.pg_proc o JOIN pg_catalog.pg_namespace n ON n.oid = o.pronamespace";

/** `schema.name(types)` as commands take it; an aggregate without arguments takes a star. */
export function routineName(schema: string): string {
  return `${qualified(schema, "o.proname")} || '('
    || CASE WHEN o.prokind = 'a' AND o.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_identity_arguments(o.oid) END || ')'`;
}

/** A COMMENT statement for a routine. */
export function routineComment(keyword: string): string {
  return commentSql("pg_proc", keyword, routineName("n.nspname"));
}

/** Properties that every routine has. */
export function routineFacts(facts: readonly (readonly [string, string])[]): readonly VersionedSql[] {
  return sinceOldest(
    factsSql(routineFrom, [
      ["Arguments", "NULLIF(pg_catalog.pg_get_function_arguments(o.oid), '')"],
      ["Returns", "pg_catalog.pg_get_function_result(o.oid)"],
      ["Language", "(SELECT l.lanname FROM pg_catalog.pg_language l WHERE l.oid = o.prolang)"],
      ...facts,
      ["Runs as", "CASE WHEN o.prosecdef THEN 'its owner (SECURITY DEFINER)' ELSE 'whoever calls it' END"],
      ["Parallel", "CASE o.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' ELSE 'unsafe' END"],
      ["Settings", "pg_catalog.array_to_string(o.proconfig, ', ')"],
    ]),
  );
}

/** Properties of what is called in queries. */
export const callFacts: readonly (readonly [string, string])[] = [
  ["Volatility", "CASE o.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END"],
  ["Called with NULL", yes("NOT o.proisstrict")],
  ["Leakproof", yes("o.proleakproof")],
  ["Cost", "o.procost"],
  ["Rows", "CASE WHEN o.proretset THEN o.prorows END"],
];

/** Privileges of a routine. */
export function routineAccess(keyword: string, grantKeyword = keyword): AccessSource {
  const name = routineName("(SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE n.oid = o.pronamespace)");
  return {
    acl: "o.proacl",
    owner: "o.proowner",
    defaultFor: "'f'",
    // GRANT knows no aggregates, and takes their arguments as a function's.
    grantOn: `'${grantKeyword} ' || pg_catalog.replace(${name}, '(*)', '()')`,
    alter: `'${keyword} ' || ${name}`,
  };
}
