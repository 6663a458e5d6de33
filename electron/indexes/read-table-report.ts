import type { ObjectName } from "../../shared/databases/model.ts";
import type { TableIndexReport } from "../../shared/indexes/contract.ts";
import type { ColumnStatistics } from "../../shared/indexes/model.ts";
import { findIndexProblems } from "../../shared/indexes/rules/registry.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { isTrue, toNumber, toText } from "../catalog/catalog-text.ts";
import { readForeignKeysOf } from "../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../catalog/indexes/read-indexes.ts";
import { readPart, waitBriefly } from "../catalog/reading.ts";
import { readServerVersion } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { keyOf, readColumnStatistics } from "./facts/read-column-statistics.ts";
import { readDatabaseFacts } from "./facts/read-database-facts.ts";
import { readTables } from "./facts/read-tables.ts";
import { readInsideWays } from "./inside/read-inside-ways.ts";

const tableSql = `
  SELECT c.oid, c.relkind IN ('r', 'p', 'm'),
         CASE WHEN c.relpages > 0 THEN LEAST(1, c.relallvisible::pg_catalog.float8 / c.relpages) END
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relname = $2`;

const columnsSql = `
  SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
    FROM pg_catalog.pg_attribute a
   WHERE a.attrelid = $1::pg_catalog.oid AND a.attnum > 0 AND NOT a.attisdropped
   ORDER BY a.attnum`;

/** The index map of one table with what the checks say. Reads the catalog only. Rejects with `notFound`. */
export async function readTableReport(session: ReadSession, name: ObjectName): Promise<TableIndexReport> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const row = (await session.query(tableSql, [name.schema, name.name])).rows[0];
  if (row === undefined || !isTrue(row[1])) throw noTable(name);
  const oid = Number(row[0]);
  const [head] = await readTables(session, version, [oid]);
  if (head === undefined) throw noTable(name);
  const database = await readDatabaseFacts(session);
  const indexes = await readPart(session, () => readIndexes(session, version, [oid]));
  const foreignKeys = await readPart(session, () => readForeignKeysOf(session, [oid], "from"));
  const statistics = await readStatisticsOf(session, { ...name, isPartitioned: head.isPartitioned });
  const columns = (await session.query(columnsSql, [String(oid)])).rows.map(([column, type]) => ({
    name: toText(column),
    type: toText(type),
    statistics: statistics.find((known) => known.column === column) ?? null,
  }));
  const { ways } = await readInsideWays(session);
  const { schema, table, heapBytes, tableBytes, estimatedRows } = head;
  const findings =
    indexes.state === "readable" && foreignKeys.state === "readable"
      ? findIndexProblems({
          ...head,
          columns: statistics,
          indexes: indexes.value,
          foreignKeys: foreignKeys.value,
          database: database.facts,
        })
      : [];
  return {
    schema,
    table,
    heapBytes,
    tableBytes,
    estimatedRows,
    allVisibleShare: toNumber(row[2]),
    inside: ways,
    columns,
    indexes,
    foreignKeys,
    findings,
    notChecked: database.notChecked,
    statistics: database.facts.statistics,
    computes: database.facts.computes,
  };
}

async function readStatisticsOf(
  session: ReadSession,
  table: ObjectName & { readonly isPartitioned: boolean },
): Promise<readonly ColumnStatistics[]> {
  const known = await readColumnStatistics(session, [table]);
  return known.get(keyOf(table.schema, table.name)) ?? [];
}

function noTable({ schema, name }: ObjectName): AppError {
  return new AppError("notFound", `There is no table ${schema}.${name} that could have indexes.`, {
    hint: "It may have been renamed or dropped. Refresh the catalog.",
  });
}
