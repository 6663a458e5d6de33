import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";

/** Makes the roles that a throw-away server lacks: objects are owned by them, privileges are granted to them. */
export async function makeRoles(session: JobSession, names: readonly string[]): Promise<void> {
  const { rows } = await session.query("SELECT rolname FROM pg_catalog.pg_roles");
  const known = new Set(rows.map(([name]) => name));
  for (const name of new Set(names))
    if (!known.has(name) && !name.startsWith("pg_")) await session.query(`CREATE ROLE ${quoteIdentifier(name)}`);
}
