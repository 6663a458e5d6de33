import type { TableIndex } from "../../indexes/model.ts";
import type { Plan } from "../../plans/model.ts";
import { readPlans } from "../../plans/reading/read-plans.ts";
import type { AdviserFacts, ColumnFacts, Measured, TableFacts } from "../model.ts";

/** A column of plain text without skew. */
export function makeColumn(name: string, more: Partial<ColumnFacts> = {}): ColumnFacts {
  return {
    name,
    type: "text",
    typeKind: "b",
    isCollatedC: false,
    averageBytes: 8,
    nullShare: 0,
    distinctValues: -0.5,
    correlation: 0,
    common: [],
    ...more,
  };
}

/** A table `public.t` of 100,000 rows. */
export function makeTable(columns: readonly ColumnFacts[], more: Partial<TableFacts> = {}): TableFacts {
  return {
    oid: 1,
    schema: "public",
    name: "t",
    rows: 100_000,
    heapBytes: 10_000 * 8192,
    columns,
    indexes: [],
    partitionOf: null,
    statisticsColumns: [],
    writes: { inserted: 0, updated: 0, hotUpdated: 0, deleted: 0, sequentialScans: 0, indexScans: 0 },
    ...more,
  };
}

/** A b-tree over plain columns. */
export function makeIndex(name: string, keys: readonly string[], more: Partial<TableIndex> = {}): TableIndex {
  return {
    schema: "public",
    table: "t",
    name,
    definition: "",
    accessMethod: "btree",
    keys: keys.map((column) => ({
      column,
      text: column,
      isDescending: false,
      isNullsFirst: false,
      operatorClass: "pg_catalog.text_ops",
      collation: "",
    })),
    includedColumns: [],
    predicate: null,
    isUnique: false,
    isPrimary: false,
    isConstraint: false,
    isReplicaIdentity: false,
    isValid: true,
    isBuilding: false,
    sizeBytes: 8192,
    scans: 0,
    rowsRead: 0,
    rowsFetched: 0,
    lastUsedAt: null,
    otherColumns: [],
    options: [],
    isPartitioned: false,
    isImmediate: true,
    isReferenced: false,
    ...more,
  };
}

/** What is known of one table, on 18. */
export function makeFacts(table: TableFacts, more: Partial<AdviserFacts> = {}): AdviserFacts {
  return { serverVersion: 180000, tables: [table], referringKeys: [], trigram: "installed", volatility: {}, ...more };
}

/** A plan of a scan of `t`, with the nodes above it from the root down. */
export function makeScanPlan(scan: object, ...above: readonly object[]): Plan {
  const leaf = {
    "Node Type": "Seq Scan",
    Schema: "public",
    "Relation Name": "t",
    Alias: "t",
    "Plan Rows": 50,
    ...scan,
  };
  const root = above.reduceRight<object>((child, node) => ({ ...node, Plans: [child] }), leaf);
  const [plan] = readPlans(JSON.stringify([{ Plan: root }]));
  if (plan === undefined) throw new Error("The example has no plan.");
  return plan;
}

/** A measurement. */
export function makeMeasured(ms: number, buffers: number, triggerMs = 0): Measured {
  return { ms, buffers, triggerMs };
}
