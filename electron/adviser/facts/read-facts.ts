import type { AdviserFacts, ReferringKey } from "../../../shared/adviser/model.ts";
import { coversColumns } from "../../../shared/indexes/covers-columns.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import { readForeignKeysOf } from "../../catalog/indexes/read-foreign-keys.ts";
import { readIndexes } from "../../catalog/indexes/read-indexes.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readTables, type TableName } from "./read-tables.ts";

/** Tables of one query that are looked at: a plan over thousands of partitions is not read in full. */
const maxTables = 50;

/**
 * What the catalog and its statistics say of the tables in a plan, of foreign keys that refer to those it writes, and
 * of the functions in its conditions. Reads only; session with `pg_catalog` on the search path.
 */
export async function readFacts(session: ReadSession, plan: Plan): Promise<AdviserFacts> {
  const version = await session.query("SELECT pg_catalog.current_setting('server_version_num')");
  const serverVersion = Number(version.rows[0]?.[0]);
  const tables = await readTables(session, serverVersion, tableNames(plan));
  const writes = plan.nodes.some(({ nodeType }) => nodeType === "ModifyTable");
  return {
    serverVersion,
    tables,
    referringKeys: writes
      ? await readReferringKeys(
          session,
          serverVersion,
          tables.map(({ oid }) => oid),
        )
      : [],
    trigram: await readTrigram(session),
    volatility: await readVolatility(session, plan),
  };
}

function tableNames(plan: Plan): readonly TableName[] {
  const names = new Map<string, TableName>();
  for (const { schema, relation } of plan.nodes) {
    if (schema === undefined || relation === undefined || names.size >= maxTables) continue;
    names.set(JSON.stringify([schema, relation]), { schema, name: relation });
  }
  return [...names.values()];
}

async function readReferringKeys(
  session: ReadSession,
  serverVersion: number,
  oids: readonly number[],
): Promise<readonly ReferringKey[]> {
  const keys = await readForeignKeysOf(session, oids, "to");
  const indexes = await readIndexes(session, serverVersion, [...new Set(keys.map(({ tableOid }) => tableOid))]);
  return keys.map(({ tableOid, constraint, schema, table, columns, referencedSchema, referencedTable }) => ({
    constraint,
    schema,
    table,
    columns,
    referencedSchema,
    referencedTable,
    isIndexed: indexes.some((index) => index.tableOid === tableOid && coversColumns(index, columns)),
  }));
}

async function readTrigram(session: ReadSession): Promise<AdviserFacts["trigram"]> {
  const { rows } = await session.query(
    `SELECT installed_version IS NOT NULL FROM pg_catalog.pg_available_extensions WHERE name = 'pg_trgm'`,
  );
  const [found] = rows;
  return found === undefined ? null : found[0] === "t" ? "installed" : "available";
}

/** By bare name, the worst of the overloads: an index that cannot be built is not worth a closer look. */
async function readVolatility(session: ReadSession, plan: Plan): Promise<Readonly<Record<string, string>>> {
  const texts = plan.nodes.map(({ properties }) => JSON.stringify(properties));
  const names = new Set(
    texts.flatMap((text) => [...text.matchAll(/([\p{L}_][\p{L}\p{N}_$]*)\(/gu)].map(([, name]) => name)),
  );
  const { rows } = await session.query(
    `SELECT p.proname, CASE WHEN pg_catalog.bool_and(p.provolatile = 'v') THEN 'v'
              WHEN pg_catalog.bool_or(p.provolatile = 'i') THEN 'i' ELSE 's' END
       FROM pg_catalog.pg_proc p WHERE p.proname = ANY ($1::pg_catalog.text[]) GROUP BY p.proname`,
    [[...names].filter((name) => name !== undefined)],
  );
  return Object.fromEntries(rows.map(([name, kind]) => [name ?? "", kind ?? "v"]));
}
