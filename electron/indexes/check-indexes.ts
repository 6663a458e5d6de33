import type { Severity } from "../../shared/findings/model.ts";
import type { IndexFinding, IndexHealth } from "../../shared/indexes/contract.ts";
import { findIndexProblems } from "../../shared/indexes/rules/registry.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { toNumber, toText } from "../catalog/catalog-text.ts";
import { readForeignKeysOf } from "../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../catalog/indexes/read-indexes.ts";
import { waitBriefly } from "../catalog/reading.ts";
import { readServerVersion } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { readStatisticsAge } from "./statistics-age.ts";

/** Tables that the check looks at, the largest by the planner's pages; a database with more is checked in part. */
const maxTables = 20_000;
const tablesAtOnce = 500;

// Partitions are left to their parent; temporary tables of other sessions cannot be read.
const tablesSql = `
  SELECT c.oid, n.nspname, c.relname, CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END,
         c.relpages::pg_catalog.int8 * pg_catalog.current_setting('block_size')::pg_catalog.int8
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relpersistence <> 't'
     AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND NOT pg_catalog.starts_with(n.nspname, 'pg_toast')
   ORDER BY c.relpages DESC, n.nspname, c.relname
   LIMIT ${maxTables}`;

/** Checks the indexes of all tables outside the system schemas, largest tables first. */
export async function checkIndexes(session: ReadSession, report: (progress: Progress) => void): Promise<IndexHealth> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const statistics = await readStatisticsAge(session);
  const tables = (await session.query(tablesSql)).rows;
  const findings: IndexFinding[] = [];
  let checkedIndexes = 0;
  let indexBytes = 0;
  for (let from = 0; from < tables.length; from += tablesAtOnce) {
    report({ step: "Reading indexes", done: from, total: tables.length, unit: "tables" });
    const chunk = tables.slice(from, from + tablesAtOnce);
    const oids = chunk.map(([oid]) => Number(oid));
    const indexes = groupByTable(await readIndexes(session, version, oids));
    const foreignKeys = groupByTable(await readForeignKeysOf(session, oids, "from"));
    for (const [oid, schemaText, tableText, rows, bytes] of chunk) {
      const schema = toText(schemaText);
      const table = toText(tableText);
      const own = indexes.get(Number(oid)) ?? [];
      checkedIndexes += own.length;
      indexBytes += own.reduce((sum, index) => sum + index.sizeBytes, 0);
      const found = findIndexProblems({
        schema,
        table,
        heapBytes: toNumber(bytes) ?? 0,
        estimatedRows: toNumber(rows),
        indexes: own,
        foreignKeys: foreignKeys.get(Number(oid)) ?? [],
        statistics,
      });
      findings.push(...found.map((finding) => ({ ...finding, schema, table })));
    }
  }
  return {
    checkedTables: tables.length,
    checkedIndexes,
    indexBytes,
    findings: findings.toSorted(bySeverity),
    statistics,
  };
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Worst first; within a severity the order of the tables (largest first) stays. */
function bySeverity(a: IndexFinding, b: IndexFinding): number {
  return weights[a.severity] - weights[b.severity];
}

function groupByTable<Part extends { readonly tableOid: number }>(parts: readonly Part[]): ReadonlyMap<number, Part[]> {
  const groups = new Map<number, Part[]>();
  for (const part of parts) {
    const group = groups.get(part.tableOid);
    if (group) group.push(part);
    else groups.set(part.tableOid, [part]);
  }
  return groups;
}
