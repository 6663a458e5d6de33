import type { Progress } from "../../shared/ipc/declare.ts";
import { applyExceptions } from "../../shared/schema-check/apply-exceptions.ts";
import type {
  CheckedTable,
  NotChecked,
  SchemaCheckReport,
  SchemaException,
  SchemaFinding,
} from "../../shared/schema-check/model.ts";
import { bySeverity, checkDatabase, checkTable, unreadParts } from "../../shared/schema-check/rules/registry.ts";
import { readPart, waitBriefly } from "../catalog/reading.ts";
import { readServerVersion } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { readDatabaseFacts } from "./facts/read-database-facts.ts";
import { readTables } from "./facts/read-tables.ts";
import { sampleBase64 } from "./facts/sample-base64.ts";
import { tableListSql } from "./facts/table-sql.ts";

/** Tables that the check looks at, the largest by the planner's pages; a database with more is checked in part. */
const maxTables = 20_000;
const tablesAtOnce = 100;
/** Tables whose JSON is sampled, the largest first: each costs a statement. */
const maxSampled = 200;

/** Checks all tables outside the system schemas. Locks that others hold, and missing privileges, hide parts only. */
export async function checkSchema(
  session: ReadSession,
  exceptions: readonly SchemaException[],
  report: (progress: Progress) => void,
): Promise<SchemaCheckReport> {
  await waitBriefly(session);
  const version = await readServerVersion(session);
  const listed = (await session.query(tableListSql(maxTables))).rows.map(([oid]) => Number(oid));
  const oids = listed.slice(0, maxTables);
  const database = await readDatabaseFacts(session);
  const findings: SchemaFinding[] = [...checkDatabase(database)];
  const notChecked: NotChecked[] = [...unreadParts(database)];
  const sampler = createSampler(session, notChecked);
  let checkedTables = 0;
  let hiddenStatistics = 0;
  for (let from = 0; from < oids.length; from += tablesAtOnce) {
    report({ step: "Reading tables", done: from, total: oids.length, unit: "tables" });
    const chunk = oids.slice(from, from + tablesAtOnce);
    for (const table of await readChunk(session, version, chunk, notChecked)) {
      checkedTables += 1;
      if (table.hasStatistics === null) hiddenStatistics += 1;
      findings.push(...checkTable({ ...table, base64: await sampler(table) }, database));
    }
  }
  if (hiddenStatistics > 0) notChecked.push(withoutStatistics(hiddenStatistics));
  const sorted = applyExceptions(findings.toSorted(bySeverity), exceptions);
  return { checkedTables, isCut: listed.length > maxTables, ...sorted, notChecked };
}

function withoutStatistics(tables: number): NotChecked {
  return {
    what: `Statistics of ${tables} tables`,
    message: `This role may not see the statistics of ${tables === 1 ? "one table" : `${tables} tables`}.`,
    hint: "Statistics are shown to who may read all columns, and not under row security.",
    codes: ["table-without-statistics"],
  };
}

/** Reads tables together; where one of them cannot be read, one by one, so that it hides itself only. */
async function readChunk(
  session: ReadSession,
  version: number,
  oids: readonly number[],
  notChecked: NotChecked[],
): Promise<readonly CheckedTable[]> {
  const together = await readPart(session, () => readTables(session, version, oids));
  if (together.state === "readable") return together.value;
  const tables: CheckedTable[] = [];
  for (const oid of oids) {
    const alone = await readPart(session, () => readTables(session, version, [oid]));
    if (alone.state === "readable") tables.push(...alone.value);
    else notChecked.push({ ...withoutState(alone), what: await nameOf(session, oid), codes: [] });
  }
  return tables;
}

function createSampler(session: ReadSession, notChecked: NotChecked[]) {
  let sampled = 0;
  return async (table: CheckedTable): Promise<CheckedTable["base64"]> => {
    if (sampled === maxSampled) {
      notChecked.push({
        what: "JSON of the smaller tables",
        message: `Rows of the ${maxSampled} largest tables with JSON were looked into.`,
        codes: ["base64-in-jsonb"],
      });
      sampled += 1;
    }
    if (sampled > maxSampled) return [];
    const sample = await sampleBase64(session, table);
    if (sample === null) return [];
    sampled += 1;
    if (sample.state === "readable") return sample.value;
    notChecked.push({
      ...withoutState(sample),
      what: `JSON of ${table.schema}.${table.name}`,
      codes: ["base64-in-jsonb"],
    });
    return [];
  };
}

const nameSql = "SELECT $1::pg_catalog.oid::pg_catalog.regclass::pg_catalog.text";

async function nameOf(session: ReadSession, oid: number): Promise<string> {
  return (await session.query(nameSql, [String(oid)])).rows[0]?.[0] ?? "A table";
}

function withoutState({ message, hint }: { readonly message: string; readonly hint?: string }) {
  return { message, ...(hint === undefined ? {} : { hint }) };
}
