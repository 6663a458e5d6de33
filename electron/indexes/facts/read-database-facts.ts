import type { NotCheckedIndexes } from "../../../shared/indexes/contract.ts";
import type { ComputeFacts, VectorSearch } from "../../../shared/indexes/model.ts";
import type { DatabaseIndexFacts } from "../../../shared/indexes/rules/rule.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import { isTrue, toText } from "../../catalog/catalog-text.ts";
import { readPart } from "../../catalog/reading.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readStatisticsAge } from "./statistics-age.ts";

// Logical subscribers are other databases; a base backup uses no index. Who may not see a walsender's state sees that it is.
const computesSql = `
  SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('neon.timeline_id', true) IS NOT NULL,
         (SELECT pg_catalog.count(*) FROM pg_catalog.pg_stat_replication r
           WHERE COALESCE(r.state, 'streaming') IN ('streaming', 'catchup')
             AND NOT EXISTS (SELECT FROM pg_catalog.pg_replication_slots s
                              WHERE s.active_pid = r.pid AND s.slot_type = 'logical')),
         pg_catalog.pg_size_bytes(pg_catalog.current_setting('maintenance_work_mem'))`;

const extensionSql = `
  SELECT n.nspname
    FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
   WHERE e.extname = 'pg_stat_statements'
     AND EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_am a ON a.oid = c.relam
                  WHERE c.relkind IN ('i', 'I') AND a.amname IN ('hnsw', 'ivfflat'))`;

const searchesSql = (view: string) => `
  SELECT pg_catalog.left(s.query, 20000), s.calls FROM ${view} s
   WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
     AND s.query ~ '<->|<#>|<=>|<[+]>|<~>|<%>'
   ORDER BY s.calls DESC
   LIMIT 1000`;

/** What holds for all tables, and what of it could not be read. */
export interface DatabaseFactsRead {
  readonly facts: DatabaseIndexFacts;
  readonly notChecked: readonly NotCheckedIndexes[];
}

/** Reads what the rules need once for a database. Statements are read only where an index of vectors is. */
export async function readDatabaseFacts(session: ReadSession): Promise<DatabaseFactsRead> {
  const statistics = await readStatisticsAge(session);
  const [isStandby, isNeon, standbys, memory] = (await session.query(computesSql)).rows[0] ?? [];
  const computes: ComputeFacts = { isStandby: isTrue(isStandby), isNeon: isTrue(isNeon), standbys: Number(standbys) };
  const searches = await readPart(session, () => readVectorSearches(session));
  return {
    facts: {
      statistics,
      computes,
      maintenanceMemoryBytes: Number(memory),
      vectorSearches: searches.state === "readable" ? searches.value : [],
    },
    notChecked:
      searches.state === "readable"
        ? []
        : [{ what: "the operators of vector searches", message: searches.message, hint: searches.hint ?? null }],
  };
}

async function readVectorSearches(session: ReadSession): Promise<readonly VectorSearch[]> {
  const schema = (await session.query(extensionSql)).rows[0]?.[0];
  if (schema === undefined || schema === null) return [];
  const answer = await session.query(searchesSql(`${quoteIdentifier(schema)}.pg_stat_statements`));
  return answer.rows.map(([statement, calls]) => ({ statement: toText(statement), calls: Number(calls) }));
}
