import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { quoteName } from "../../../../shared/sql/quote.ts";
import type { WriteSession } from "../../../postgres/session.ts";
import type { KnownRelations } from "../relations.ts";

const timeoutMs = 20_000;

/**
 * Gives the touched tables and those made since fresh statistics, so that the plans before and after differ by the
 * schema and not by what autovacuum had time for. One that takes too long or may not be analysed stays as it is.
 */
export async function analyzeTables(
  session: WriteSession,
  touched: readonly string[],
  before: KnownRelations,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await session.query(
    `SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'steward')
       AND n.nspname !~ '^pg_(toast|temp)' AND (c.oid = ANY ($1::pg_catalog.oid[]) OR NOT c.oid = ANY ($2::pg_catalog.oid[]))`,
    [touched, [...before.keys()]],
    { maxRows: 0 },
  );
  for (const [schema, name] of rows) {
    try {
      await session.transaction(async () => {
        await session.execute(`SET LOCAL statement_timeout = ${timeoutMs}`);
        await session.execute(`ANALYZE ${quoteName({ schema: schema ?? "", name: name ?? "" })}`, [], { signal });
      });
    } catch (error) {
      if (!isAppError(error, "timeout", "sql")) throw error;
    }
  }
}
