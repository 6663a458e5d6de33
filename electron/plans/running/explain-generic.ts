import type { QueryResult, ReadSession, StatementOptions } from "../../postgres/session.ts";

/**
 * Sends an EXPLAIN (GENERIC_PLAN) whose text is ONE parsed statement. With the extended protocol the values of the parameters
 * come along, and the server plans with those instead; inside of a DO block there are none. Both settings that carry
 * the texts end with the transaction, and the block may not be run outside of one.
 */
export async function explainGeneric(
  session: ReadSession,
  explainSql: string,
  options: StatementOptions,
): Promise<QueryResult> {
  const { cause } = options;
  const own = cause === undefined ? {} : { cause };
  await session.query("SELECT pg_catalog.set_config('steward.explain', $1, true)", [explainSql], own);
  await session.query(
    `DO 'DECLARE plan text;
BEGIN
  EXECUTE pg_catalog.current_setting(''steward.explain'') INTO plan;
  PERFORM pg_catalog.set_config(''steward.plan'', plan, true);
END'`,
    [],
    options,
  );
  return await session.query("SELECT pg_catalog.current_setting('steward.plan')", [], options);
}
