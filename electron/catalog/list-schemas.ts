import type { CatalogSchema } from "../../shared/catalog/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import { isTrue, toText } from "./catalog-text.ts";

// $1: the user's own search path, because the session's is pinned to pg_catalog. Temporary and toast schemas of other
// sessions are nobody's business here.
const sql = `
  SELECT n.nspname, pg_catalog.pg_get_userbyid(n.nspowner), d.description,
         n.nspname IN ('pg_catalog', 'information_schema') OR pg_catalog.starts_with(n.nspname, 'pg_') AS is_system,
         pg_catalog.has_schema_privilege(n.oid, 'USAGE'), n.nspname = ANY ($1::pg_catalog.text[])
    FROM pg_catalog.pg_namespace n
    LEFT JOIN pg_catalog.pg_description d
      ON d.objoid = n.oid AND d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.objsubid = 0
   WHERE NOT pg_catalog.starts_with(n.nspname, 'pg_toast') AND NOT pg_catalog.starts_with(n.nspname, 'pg_temp_')
   ORDER BY is_system, n.nspname`;

/** The schemas, the system's last. `searchPath` is the one that the user's own sessions have. */
export async function listSchemas(
  session: ReadSession,
  searchPath: readonly string[],
): Promise<readonly CatalogSchema[]> {
  const answer = await session.query(sql, [searchPath], { cause: "catalog: schemas" });
  return answer.rows.map(([name, owner, comment, isSystem, isUsable, isInSearchPath]) => ({
    name: toText(name),
    owner: toText(owner),
    comment: comment ?? null,
    isSystem: isTrue(isSystem),
    isUsable: isTrue(isUsable),
    isInSearchPath: isTrue(isInSearchPath),
  }));
}
