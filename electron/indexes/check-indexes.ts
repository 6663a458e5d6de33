import type { IndexFinding, IndexHealth, NotCheckedIndexes } from "../../shared/indexes/contract.ts";
import { findIndexProblems, sortFindings } from "../../shared/indexes/rules/registry.ts";
import type { DatabaseIndexFacts, TableFacts } from "../../shared/indexes/rules/rule.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import { readForeignKeysOf } from "../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../catalog/indexes/read-indexes.ts";
import { readPart, waitBriefly } from "../catalog/reading.ts";
import { readServerVersion } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { keyOf, readColumnStatistics } from "./facts/read-column-statistics.ts";
import { readDatabaseFacts } from "./facts/read-database-facts.ts";
import { readTables } from "./facts/read-tables.ts";

/** What one check looks at, the largest tables first; a database with more is checked in part, and that is told. */
const maxTables = 20_000;
const maxIndexes = 50_000;
const tablesAtOnce = 500;
/** Tables under a lock that are found one by one; each costs the lock's waiting time several times. */
const maxLocked = 10;
/** The planner's statistics of smaller tables decide nothing. */
const smallTableBytes = 256 * 1024;

// Partitions are left to their parent; temporary tables of other sessions cannot be read; what an extension brought is
// its author's, and the ledger ours.
const tablesSql = `
  SELECT c.oid
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'm') AND NOT c.relispartition AND c.relpersistence <> 't'
     AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'steward') AND NOT pg_catalog.starts_with(n.nspname, 'pg_toast')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend x
                      WHERE x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.objid = c.oid AND x.deptype = 'e')
   ORDER BY c.relpages DESC, n.nspname, c.relname
   LIMIT ${maxTables + 1}`;

/** Checks the indexes of all tables outside the system schemas, largest tables first. Reads the catalog only, never an index. */
export async function checkIndexes(session: ReadSession, report: (progress: Progress) => void): Promise<IndexHealth> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const database = await readDatabaseFacts(session);
  const listed = (await session.query(tablesSql)).rows.map(([oid]) => Number(oid));
  const oids = listed.slice(0, maxTables);
  const findings: IndexFinding[] = [];
  const notChecked: NotCheckedIndexes[] = [...database.notChecked];
  const counts = { tables: 0, indexes: 0, bytes: 0 };
  let from = 0;
  for (; from < oids.length && counts.indexes < maxIndexes; from += tablesAtOnce) {
    report({ step: "Reading indexes", done: from, total: oids.length, unit: "tables" });
    const read = await readAround(session, version, oids.slice(from, from + tablesAtOnce), database.facts, maxLocked);
    notChecked.push(...read.notChecked);
    for (const facts of read.tables) {
      counts.tables += 1;
      counts.indexes += facts.indexes.length;
      counts.bytes += facts.indexes.reduce((sum, index) => sum + index.sizeBytes, 0);
      const { schema, table } = facts;
      findings.push(...findIndexProblems(facts).map((finding) => ({ ...finding, schema, table })));
    }
  }
  const { statistics, computes } = database.facts;
  return {
    checkedTables: counts.tables,
    checkedIndexes: counts.indexes,
    indexBytes: counts.bytes,
    isCut: listed.length > maxTables || from < oids.length,
    findings: sortFindings(findings),
    notChecked,
    statistics,
    computes,
  };
}

interface FactsRead {
  readonly tables: readonly TableFacts[];
  readonly notChecked: readonly NotCheckedIndexes[];
}

/** Reads tables together; where one is locked, by halves, until it is found or enough are. */
async function readAround(
  session: ReadSession,
  version: number,
  oids: readonly number[],
  database: DatabaseIndexFacts,
  lockedLeft: number,
): Promise<FactsRead> {
  const reading = await readPart(session, () => readFacts(session, version, oids, database));
  if (reading.state === "readable") return { tables: reading.value, notChecked: [] };
  if (oids.length === 1 || lockedLeft <= 0) {
    const what = oids.length === 1 ? await nameOf(session, oids[0]) : `${oids.length} tables`;
    return { tables: [], notChecked: [{ what, message: reading.message, hint: reading.hint ?? null }] };
  }
  const middle = Math.ceil(oids.length / 2);
  const first = await readAround(session, version, oids.slice(0, middle), database, lockedLeft);
  const left = lockedLeft - first.notChecked.length;
  const second = await readAround(session, version, oids.slice(middle), database, left);
  return { tables: [...first.tables, ...second.tables], notChecked: [...first.notChecked, ...second.notChecked] };
}

async function nameOf(session: ReadSession, oid: number | undefined): Promise<string> {
  const answer = await session.query(
    `SELECT n.nspname || '.' || c.relname
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::pg_catalog.oid`,
    [String(oid)],
  );
  return answer.rows[0]?.[0] ?? "a table that is gone";
}

async function readFacts(
  session: ReadSession,
  version: number,
  oids: readonly number[],
  database: DatabaseIndexFacts,
): Promise<readonly TableFacts[]> {
  const heads = await readTables(session, version, oids);
  const indexes = groupByTable(await readIndexes(session, version, oids));
  const foreignKeys = groupByTable(await readForeignKeysOf(session, oids, "from"));
  const large = heads.filter(({ oid, heapBytes }) => heapBytes > smallTableBytes && indexes.has(oid));
  const columns = await readColumnStatistics(
    session,
    large.map(({ schema, table, isPartitioned }) => ({ schema, name: table, isPartitioned })),
  );
  return heads.map(({ oid, ...head }) => ({
    ...head,
    columns: columns.get(keyOf(head.schema, head.table)) ?? [],
    indexes: indexes.get(oid) ?? [],
    foreignKeys: foreignKeys.get(oid) ?? [],
    database,
  }));
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
