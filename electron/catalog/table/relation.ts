import type { RelationHead } from "../../../shared/catalog/model.ts";
import type { ObjectName } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toNumber, toText } from "../catalog-text.ts";
import { sqlFor, type VersionedSql } from "../versioned-sql.ts";
import { estimatedRowsSql } from "./estimated-rows.ts";

const sql = (estimatedRows: string) => `
  SELECT c.oid, c.relkind, pg_catalog.pg_get_userbyid(c.relowner),
         pg_catalog.obj_description(c.oid, 'pg_class'), ${estimatedRows},
         pg_catalog.has_schema_privilege(n.oid, 'USAGE')
           AND (pg_catalog.has_table_privilege(c.oid, 'SELECT')
                OR c.relkind <> 'S' AND pg_catalog.has_any_column_privilege(c.oid, 'SELECT')),
         c.relpersistence, c.relrowsecurity, c.relforcerowsecurity,
         pg_catalog.to_json(c.reloptions)::pg_catalog.text,
         CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
         CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(pn.nspname ORDER BY i.inhseqno))::pg_catalog.text
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
            JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid),
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(p.relname ORDER BY i.inhseqno))::pg_catalog.text
            FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent WHERE i.inhrelid = c.oid),
         (SELECT pg_catalog.count(*) FROM pg_catalog.pg_inherits i WHERE i.inhparent = c.oid),
         CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')`;

const versions: readonly VersionedSql[] = [
  { minVersion: 120000, sql: sql(estimatedRowsSql.before14) },
  { minVersion: 140000, sql: sql(estimatedRowsSql.since14) },
];

const kinds: Readonly<Record<string, RelationHead["kind"]>> = {
  r: "table",
  p: "partitioned",
  f: "foreign",
  v: "view",
  m: "materializedView",
  S: "sequence",
};

/** The relation's own line of the catalog. Rejects with `notFound`. */
export async function readRelation(session: ReadSession, version: number, name: ObjectName): Promise<RelationHead> {
  const answer = await session.query(sqlFor(versions, version), [name.schema, name.name]);
  const row = answer.rows[0];
  if (!row)
    throw new AppError("notFound", `There is no table or view ${name.schema}.${name.name}.`, {
      hint: "It may have been renamed or dropped. Refresh the catalog.",
    });
  const [oid, relkind, owner, comment, estimatedRows, isReadable, persistence, hasRowSecurity, isForced, ...rest] = row;
  const [options, partitionKey, partitionBound, parentSchemas, parentNames, childCount, ofType] = rest;
  const schemas = toNames(parentSchemas);
  return {
    oid: Number(oid),
    ...name,
    kind: kinds[toText(relkind)] ?? "table",
    owner: toText(owner),
    comment: comment ?? null,
    estimatedRows: relkind === "v" || relkind === "S" ? null : toNumber(estimatedRows),
    isReadable: isTrue(isReadable),
    persistence: persistence === "u" ? "unlogged" : persistence === "t" ? "temporary" : "permanent",
    hasRowSecurity: isTrue(hasRowSecurity),
    isRowSecurityForced: isTrue(isForced),
    options: toNames(options),
    partitionKey: partitionKey ?? null,
    partitionBound: partitionBound ?? null,
    parents: toNames(parentNames).map((parent, index) => ({ schema: schemas[index] ?? "", name: parent })),
    childCount: Number(childCount),
    ofType: ofType ?? null,
  };
}
