import type { TableIndex } from "../../indexes/model.ts";
import type { JsonObject } from "../json/exact-json.ts";
import type { Plan, PlanContext, RelationContext } from "../model.ts";
import { readPlans } from "../reading/read-plans.ts";

/** A node of EXPLAIN's JSON with one loop of `ms` milliseconds; `more` overrides. */
export function makeNode(
  type: string,
  ms: number,
  more: JsonObject = {},
  children: readonly JsonObject[] = [],
): JsonObject {
  return {
    "Node Type": type,
    "Total Cost": 10,
    "Plan Rows": 10,
    "Actual Rows": 10,
    "Actual Loops": 1,
    "Actual Total Time": ms,
    ...more,
    ...(children.length === 0 ? {} : { Plans: children }),
  };
}

/** A sequential scan of public.runs (alias r) that reads `kept + removed` rows. */
export function makeScan(ms: number, kept: number, removed: number, more: JsonObject = {}): JsonObject {
  const rows = { "Actual Rows": kept, "Plan Rows": kept, "Rows Removed by Filter": removed };
  return makeNode("Seq Scan", ms, { Schema: "public", "Relation Name": "runs", Alias: "r", ...rows, ...more });
}

/** The plan of a root node that was run in `executionMs`; `more` adds keys beside the tree. */
export function makePlan(root: JsonObject, executionMs: number, more: JsonObject = {}): Plan {
  const [plan] = readPlans(JSON.stringify([{ Plan: root, "Execution Time": executionMs, ...more }]));
  if (plan === undefined) throw new Error("no plan");
  return plan;
}

/** The catalog's word about public.runs, analyzed lately and without indexes; `more` overrides. */
export function makeRelation(more: Partial<RelationContext> = {}): RelationContext {
  return {
    schema: "public",
    name: "runs",
    heapBytes: 100_000_000,
    estimatedRows: 1_000_000,
    lastAnalyzedAt: "2026-01-01T00:00:00.000Z",
    modifiedSinceAnalyze: 0,
    columnTypes: {
      id: "bigint",
      kind: "text",
      ts: "timestamp with time zone",
      payload: "jsonb",
      tags: "text[]",
      title: "text",
    },
    indexes: [],
    ...more,
  };
}

/** A context of one relation. */
export function makeContext(relation: RelationContext = makeRelation()): PlanContext {
  return { relations: [relation], foreignKeys: [] };
}

/** A b-tree index of public.runs over plain columns; `more` overrides. */
export function makeIndex(name: string, columns: readonly string[], more: Partial<TableIndex> = {}): TableIndex {
  return {
    schema: "public",
    table: "runs",
    name,
    definition: `CREATE INDEX ${name} ON public.runs USING btree (${columns.join(", ")})`,
    accessMethod: "btree",
    keys: columns.map((column) => ({
      column,
      text: column,
      isDescending: false,
      isNullsFirst: false,
      operatorClass: "pg_catalog.text_ops",
      collation: "",
    })),
    includedColumns: [],
    otherColumns: [],
    predicate: null,
    options: [],
    isPartitioned: false,
    isUnique: false,
    isImmediate: true,
    isPrimary: false,
    isConstraint: false,
    isReplicaIdentity: false,
    isReferenced: false,
    isValid: true,
    isBuilding: false,
    sizeBytes: 1_000_000,
    scans: 10,
    rowsRead: 100,
    rowsFetched: 0,
    lastUsedAt: null,
    ...more,
  };
}
