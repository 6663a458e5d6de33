import type { TableFacts } from "../../../shared/adviser/model.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { readTables } from "../facts/read-tables.ts";

const largestCount = 20;

/** The largest tables of the application, which are the ones that partitions could be advised for. */
export async function readLargeTables(session: ReadSession): Promise<readonly TableFacts[]> {
  const version = await session.query("SELECT pg_catalog.current_setting('server_version_num')");
  const { rows } = await session.query(
    `SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'steward') AND n.nspname !~ '^pg_'
      ORDER BY c.relpages DESC LIMIT ${largestCount}`,
  );
  const names = rows.map(([schema, name]) => ({ schema: schema ?? "", name: name ?? "" }));
  return await readTables(session, Number(version.rows[0]?.[0]), names);
}
