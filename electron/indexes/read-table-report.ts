import type { ObjectName } from "../../shared/databases/model.ts";
import type { TableIndexReport } from "../../shared/indexes/contract.ts";
import { findIndexProblems } from "../../shared/indexes/rules/registry.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import { isTrue, toNames, toNumber } from "../catalog/catalog-text.ts";
import { readForeignKeysOf } from "../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../catalog/indexes/read-indexes.ts";
import { readPart, waitBriefly } from "../catalog/reading.ts";
import { readServerVersion } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { readStatisticsAge } from "./statistics-age.ts";

const tableSql = `
  SELECT c.oid, CASE WHEN c.reltuples >= 0 THEN c.reltuples::pg_catalog.int8 END,
         pg_catalog.pg_relation_size(c.oid),
         (SELECT pg_catalog.to_json(pg_catalog.array_agg(a.attname ORDER BY a.attnum))::pg_catalog.text
            FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped),
         c.relkind IN ('r', 'p', 'm')
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = $1 AND c.relname = $2`;

/** The index map of one table with what the checks say. Rejects with `notFound`. */
export async function readTableReport(session: ReadSession, name: ObjectName): Promise<TableIndexReport> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const row = (await session.query(tableSql, [name.schema, name.name])).rows[0];
  if (row === undefined || !isTrue(row[4]))
    throw new AppError("notFound", `There is no table ${name.schema}.${name.name} that could have indexes.`, {
      hint: "It may have been renamed or dropped. Refresh the catalog.",
    });
  const oid = Number(row[0]);
  const heapBytes = toNumber(row[2]) ?? 0;
  const estimatedRows = toNumber(row[1]);
  const indexes = await readPart(session, () => readIndexes(session, version, [oid]));
  const foreignKeys = await readPart(session, () => readForeignKeysOf(session, [oid], "from"));
  const statistics = await readStatisticsAge(session);
  const findings =
    indexes.state === "readable" && foreignKeys.state === "readable"
      ? findIndexProblems({
          schema: name.schema,
          table: name.name,
          heapBytes,
          estimatedRows,
          indexes: indexes.value,
          foreignKeys: foreignKeys.value,
          statistics,
        })
      : [];
  return {
    schema: name.schema,
    table: name.name,
    heapBytes,
    estimatedRows,
    columns: toNames(row[3]),
    indexes,
    foreignKeys,
    findings,
    statistics,
  };
}
