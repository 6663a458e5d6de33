import type {
  CatalogIndexDefinition,
  CatalogPolicy,
  CatalogTrigger,
  RelationSizes,
} from "../../../shared/catalog/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { isTrue, toText } from "../catalog-text.ts";

const sizesSql = `
  SELECT pg_catalog.pg_relation_size($1::pg_catalog.oid), pg_catalog.pg_indexes_size($1::pg_catalog.oid),
         pg_catalog.pg_table_size($1::pg_catalog.oid), pg_catalog.pg_total_relation_size($1::pg_catalog.oid)`;

/** Bytes on disk. Needs a moment's ACCESS SHARE lock on the table. */
export async function readSizes(session: ReadSession, oid: number): Promise<RelationSizes> {
  const [heap, indexes, table, total] = ((await session.query(sizesSql, [oid])).rows[0] ?? []).map(Number);
  return {
    heapBytes: heap ?? 0,
    indexBytes: indexes ?? 0,
    toastBytes: Math.max(0, (table ?? 0) - (heap ?? 0)),
    totalBytes: total ?? 0,
  };
}

// A partition's copy of its parent's trigger (tgparentid, from version 13 on) comes and goes with that one.
const triggersSql = `
  SELECT t.tgname, pg_catalog.pg_get_triggerdef(t.oid), n.nspname, p.proname, t.tgenabled <> 'D'
    FROM pg_catalog.pg_trigger t
    JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE t.tgrelid = $1 AND NOT t.tgisinternal AND COALESCE(pg_catalog.to_jsonb(t) ->> 'tgparentid', '0') = '0'
   ORDER BY t.tgname`;

/** Triggers that people made, by name, which is also the order in which they fire. */
export async function readTriggers(session: ReadSession, oid: number): Promise<readonly CatalogTrigger[]> {
  const answer = await session.query(triggersSql, [oid]);
  return answer.rows.map(([name, definition, functionSchema, functionName, isEnabled]) => ({
    name: toText(name),
    definition: toText(definition),
    functionSchema: toText(functionSchema),
    functionName: toText(functionName),
    isEnabled: isTrue(isEnabled),
  }));
}

const indexesSql = `
  SELECT c.relname, pg_catalog.pg_get_indexdef(i.indexrelid),
         EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')),
         NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid),
         pg_catalog.obj_description(i.indexrelid, 'pg_class')
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
   WHERE i.indrelid = $1
   ORDER BY c.relname`;

/** Indexes by name and definition. */
export async function readIndexes(session: ReadSession, oid: number): Promise<readonly CatalogIndexDefinition[]> {
  const answer = await session.query(indexesSql, [oid]);
  return answer.rows.map(([name, definition, isConstraint, isLocal, comment]) => ({
    name: toText(name),
    definition: toText(definition),
    isConstraint: isTrue(isConstraint),
    isLocal: isTrue(isLocal),
    comment: comment ?? null,
  }));
}

/** A policy as it would be created, as an SQL expression over its row of pg_policy. */
export function policyDefinitionSql(row: string): string {
  return `
         'CREATE POLICY ' || pg_catalog.quote_ident(${row}.polname) || ' ON '
         || ${row}.polrelid::pg_catalog.regclass::pg_catalog.text
         || CASE WHEN ${row}.polpermissive THEN '' ELSE ' AS RESTRICTIVE' END
         || CASE ${row}.polcmd WHEN 'r' THEN ' FOR SELECT' WHEN 'a' THEN ' FOR INSERT' WHEN 'w' THEN ' FOR UPDATE'
                          WHEN 'd' THEN ' FOR DELETE' ELSE '' END
         || CASE WHEN ${row}.polroles = '{0}' THEN '' ELSE ' TO ' || (
              SELECT pg_catalog.string_agg(pg_catalog.quote_ident(r.rolname), ', ' ORDER BY r.rolname)
                FROM pg_catalog.pg_roles r WHERE r.oid = ANY (${row}.polroles)) END
         || COALESCE(' USING (' || pg_catalog.pg_get_expr(${row}.polqual, ${row}.polrelid) || ')', '')
         || COALESCE(' WITH CHECK (' || pg_catalog.pg_get_expr(${row}.polwithcheck, ${row}.polrelid) || ')', '')`;
}

const policiesSql = `
  SELECT p.polname, ${policyDefinitionSql("p")}
    FROM pg_catalog.pg_policy p
   WHERE p.polrelid = $1
   ORDER BY p.polname`;

/** Row security policies as they would be created. */
export async function readPolicies(session: ReadSession, oid: number): Promise<readonly CatalogPolicy[]> {
  const answer = await session.query(policiesSql, [oid]);
  return answer.rows.map(([name, definition]) => ({ name: toText(name), definition: toText(definition) }));
}
