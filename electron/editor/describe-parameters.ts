import { randomUUID } from "node:crypto";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { ParameterType } from "../../shared/editor/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { bindParameters } from "../../shared/sql/parameters/bind-parameters.ts";
import { parameterKeys } from "../../shared/sql/parameters/find-parameters.ts";
import { quoteIdentifier } from "../../shared/sql/quote.ts";
import type { Databases } from "../postgres/databases.ts";

const cause = "editor: types of parameters";
const mostLabels = 200;

/**
 * The types that the server infers for a statement's parameters, in the order of their keys; none when it cannot say,
 * because the statement is half written, or is none that PREPARE takes. The statement is analysed and never run, on a
 * session of the app's own: temporary tables and unfinished transactions of the tab are unknown there.
 */
export async function describeParameters(
  databases: Databases,
  ref: DatabaseRef,
  statement: string,
  signal: AbortSignal,
): Promise<readonly ParameterType[]> {
  const keys = parameterKeys(statement);
  if (keys.length === 0) return [];
  const bound = bindParameters(
    statement,
    keys.map((key) => ({ key, value: null })),
  );
  const name = `steward_${randomUUID()}`;
  const types = `SELECT pg_catalog.format_type(t.oid, NULL), (
      SELECT pg_catalog.json_agg(l.enumlabel) FROM (
        SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder LIMIT ${mostLabels}
      ) l)
    FROM pg_catalog.pg_prepared_statements p, pg_catalog.unnest(p.parameter_types) WITH ORDINALITY AS t (oid, number)
    WHERE p.name OPERATOR(pg_catalog.=) $1 ORDER BY t.number`;
  try {
    return await databases.read(
      ref,
      cause,
      async (session) => {
        await session.query(`PREPARE ${quoteIdentifier(name)} AS ${bound.sql}`, [], { signal });
        try {
          const { rows } = await session.query(types, [name]);
          return rows.map(([type, labels], index) => {
            const values: unknown = labels == null ? [] : JSON.parse(labels);
            return {
              key: keys[index] ?? "",
              type: type ?? "",
              labels: Array.isArray(values) ? values.map(String) : [],
            };
          });
        } finally {
          await session.query(`DEALLOCATE ${quoteIdentifier(name)}`);
        }
      },
      { signal, searchPath: "user" },
    );
  } catch (error) {
    if (isAppError(error, "sql", "notFound", "readOnly", "unsupported")) return [];
    throw error;
  }
}
