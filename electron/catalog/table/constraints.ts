import type { CatalogConstraint } from "../../../shared/catalog/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toNames, toText } from "../catalog-text.ts";

const sql = `
  SELECT k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid),
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY u.place))::pg_catalog.text
            FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum),
         k.convalidated, k.condeferrable, k.conislocal AND k.conparentid = 0,
         pg_catalog.obj_description(k.oid, 'pg_constraint')
    FROM pg_catalog.pg_constraint k
   WHERE k.conrelid = $1
   ORDER BY pg_catalog.array_position('{p,u,x,c,n,f,t}'::pg_catalog."char"[], k.contype), k.conname`;

const kinds: Readonly<Record<string, CatalogConstraint["kind"]>> = {
  p: "primaryKey",
  u: "unique",
  x: "exclusion",
  c: "check",
  n: "notNull",
  f: "foreignKey",
  t: "trigger",
};

/** The constraints of a table, keys first. NOT NULL is one from version 18 on. */
export async function readConstraints(session: ReadSession, oid: number): Promise<readonly CatalogConstraint[]> {
  const answer = await session.query(sql, [oid]);
  return answer.rows.map(([name, kind, definition, columns, isValidated, isDeferrable, isLocal, comment]) => ({
    name: toText(name),
    kind: kinds[toText(kind)] ?? "check",
    definition: toText(definition),
    columns: toNames(columns),
    isValidated: isTrue(isValidated),
    isDeferrable: isTrue(isDeferrable),
    isLocal: isTrue(isLocal),
    comment: comment ?? null,
  }));
}
