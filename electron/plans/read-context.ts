import { z } from "zod";
import { coversColumns } from "../../shared/indexes/covers-columns.ts";
import type { ForeignKeyContext, Plan, PlanContext, RelationContext } from "../../shared/plans/model.ts";
import { isTrue, toNumber, toText } from "../catalog/catalog-text.ts";
import { readForeignKeysOf } from "../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../catalog/indexes/read-indexes.ts";
import type { ReadSession } from "../postgres/session.ts";
import { readCalledFunctions } from "./read-functions.ts";

/** Relations of one plan that are looked up: a plan over thousands of partitions is not read in full. */
const maxRelations = 100;

const upkeepSchema = z.object({
  liveRows: z.number(),
  deadRows: z.number(),
  updatedRows: z.number(),
  hotUpdatedRows: z.number(),
  frozenAge: z.number().nullable(),
});
const columnsSchema = z.record(z.string(), z.object({ correlation: z.number().nullable(), widthBytes: z.number() }));

const relationsSql = `
  SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_size(c.oid),
         CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END,
         pg_catalog.to_char(GREATEST(s.last_analyze, s.last_autoanalyze) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         s.n_mod_since_analyze,
         (SELECT pg_catalog.json_object_agg(a.attname, pg_catalog.format_type(a.atttypid, NULL))::pg_catalog.text
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
         c.relkind IN ('r', 'p', 'm'),
         CASE WHEN s.relid IS NOT NULL THEN pg_catalog.json_build_object(
           'liveRows', s.n_live_tup, 'deadRows', s.n_dead_tup, 'updatedRows', s.n_tup_upd, 'hotUpdatedRows', s.n_tup_hot_upd,
           'frozenAge', CASE WHEN c.relfrozenxid <> '0'::pg_catalog.xid THEN pg_catalog.age(c.relfrozenxid) END) END,
         (SELECT pg_catalog.json_object_agg(p.attname,
                   pg_catalog.json_build_object('correlation', p.correlation, 'widthBytes', p.avg_width))
            FROM pg_catalog.pg_stats p
           WHERE p.schemaname = n.nspname AND p.tablename = c.relname AND NOT p.inherited),
         (SELECT pg_catalog.pg_get_partkeydef(i.inhparent) FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_partitioned_table t ON t.partrelid = i.inhparent WHERE i.inhrelid = c.oid)
    FROM ROWS FROM (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[])) AS asked (schema, name)
    JOIN pg_catalog.pg_namespace n ON n.nspname = asked.schema
    JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = asked.name
    LEFT JOIN pg_catalog.pg_stat_all_tables s ON s.relid = c.oid`;

/** What the catalog says of the relations that the plans name; foreign keys are those that a write would check. */
export async function readPlanContext(
  session: ReadSession,
  plans: readonly Plan[],
  serverVersion: number,
): Promise<PlanContext> {
  const names = new Map<string, readonly [string, string]>();
  for (const { schema, relation } of plans.flatMap((plan) => plan.nodes)) {
    if (schema === undefined || relation === undefined || names.size >= maxRelations) continue;
    names.set(JSON.stringify([schema, relation]), [schema, relation]);
  }
  const asked = [...names.values()];
  const functions = await readCalledFunctions(session, plans);
  if (asked.length === 0) return { relations: [], foreignKeys: [], functions };
  const answer = await session.query(relationsSql, [asked.map(([schema]) => schema), asked.map(([, name]) => name)]);
  const tables = answer.rows.filter((row) => isTrue(row[8]));
  const oids = tables.map(([oid]) => Number(oid));
  const indexes = await readIndexes(session, serverVersion, oids);
  const relations = tables.map((row): RelationContext => {
    const [oid, schema, name, heapBytes, estimatedRows, lastAnalyzedAt, modified, columnTypes] = row;
    const [upkeep, columns, partitionKey] = row.slice(9);
    const own = indexes.filter((index) => index.tableOid === Number(oid));
    return {
      schema: toText(schema),
      name: toText(name),
      heapBytes: toNumber(heapBytes) ?? 0,
      estimatedRows: toNumber(estimatedRows),
      lastAnalyzedAt: lastAnalyzedAt ?? null,
      modifiedSinceAnalyze: toNumber(modified),
      columnTypes: toColumnTypes(columnTypes),
      indexes: own.map(({ tableOid: _, ...index }) => index),
      ...(upkeep == null ? {} : { upkeep: upkeepSchema.parse(JSON.parse(upkeep)) }),
      ...(columns == null ? {} : { columns: columnsSchema.parse(JSON.parse(columns)) }),
      partitionKey: partitionKey ?? null,
    };
  });
  const writes = plans.some((plan) => plan.nodes.some((node) => node.nodeType === "ModifyTable"));
  return { relations, foreignKeys: writes ? await readReferringKeys(session, serverVersion, oids) : [], functions };
}

async function readReferringKeys(
  session: ReadSession,
  serverVersion: number,
  oids: readonly number[],
): Promise<readonly ForeignKeyContext[]> {
  const keys = await readForeignKeysOf(session, oids, "to");
  const indexes = await readIndexes(session, serverVersion, [...new Set(keys.map((key) => key.tableOid))]);
  return keys.map((key) => {
    const own = indexes.filter((index) => index.tableOid === key.tableOid);
    return {
      constraint: key.constraint,
      schema: key.schema,
      table: key.table,
      columns: key.columns,
      referencedSchema: key.referencedSchema,
      referencedTable: key.referencedTable,
      heapBytes: key.tableBytes,
      hasIndex: own.some((index) => coversColumns(index, key.columns)),
      indexNames: own.map((index) => index.name),
    };
  });
}

function toColumnTypes(text: string | null | undefined): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(text ?? "{}");
  if (typeof value !== "object" || value === null) throw new Error("The catalog query did not return column types.");
  return Object.fromEntries(Object.entries(value).map(([name, type]) => [name, String(type)]));
}
