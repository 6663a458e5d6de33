import type { ObjectName } from "../../../shared/databases/model.ts";
import type { IndexLook } from "../../../shared/indexes/contract.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import { toText } from "../../catalog/catalog-text.ts";
import { readPart, waitBriefly } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readerOf, readInsideWays } from "./read-inside-ways.ts";

/** What is asked for: one index of a table, or all of them that can be looked into. */
export interface LookRequest extends ObjectName {
  readonly index: string | null;
}

/** One index is read so long at most. */
const longestMs = 120_000;

const indexesSql = `
  SELECT i.indexrelid, c.relname, am.amname
    FROM pg_catalog.pg_index i
    JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'
    JOIN pg_catalog.pg_am am ON am.oid = c.relam
    JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
   WHERE n.nspname = $1 AND t.relname = $2 AND ($3::pg_catalog.text IS NULL OR c.relname = $3)
   ORDER BY pg_catalog.pg_relation_size(i.indexrelid)`;

/**
 * Reads the pages of indexes, the smallest first: those of a b-tree and of a hash index all of them, under a moment's
 * ACCESS SHARE lock. Each ends after two minutes at the latest. Rejects with `notFound`.
 */
export async function lookInside(
  session: ReadSession,
  { schema, name, index }: LookRequest,
  report: (progress: Progress) => void,
): Promise<readonly IndexLook[]> {
  await waitBriefly(session);
  const { open } = await readInsideWays(session);
  const { rows } = await session.query(indexesSql, [schema, name, index]);
  if (index !== null && rows.length === 0)
    throw new AppError("notFound", `Table ${schema}.${name} has no index ${index} of its own.`, {
      hint: "It may have been renamed or dropped. Refresh the catalog.",
    });
  await session.query(`SELECT pg_catalog.set_config('statement_timeout', '${longestMs}', true)`);
  const looks: IndexLook[] = [];
  for (const [done, [oid, indexName, method]] of rows.entries()) {
    const way = readerOf(open, toText(method));
    if (way === undefined) {
      if (index !== null) looks.push({ index: toText(indexName), inside: noWay(toText(method)) });
      continue;
    }
    report({ step: `Reading ${indexName}`, done, total: rows.length, unit: "indexes" });
    const inside = await readPart(session, async () => {
      const row = (await session.query(way.reader.sql(way.schema), [oid ?? null])).rows[0];
      if (row === undefined) throw new Error("The extension gave no row.");
      return way.reader.toInside(row);
    });
    looks.push({ index: toText(indexName), inside });
  }
  return looks;
}

function noWay(method: string): IndexLook["inside"] {
  return {
    state: "unreadable",
    message: `Nothing here looks into an index of method ${method}.`,
    hint: "Extension pgstattuple does for btree, gin and hash, with pg_stat_scan_tables; pageinspect for brin, as superuser.",
  };
}
