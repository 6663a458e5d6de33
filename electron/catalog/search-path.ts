import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { Databases } from "../postgres/databases.ts";
import { toNames } from "./catalog-text.ts";

/** The schemas in which the user's unqualified names are looked up, in order, without the implicit ones. */
export function readSearchPath(databases: Databases, ref: DatabaseRef, signal: AbortSignal): Promise<string[]> {
  const sql = "SELECT pg_catalog.to_json(pg_catalog.current_schemas(false))::pg_catalog.text";
  return databases.read(
    ref,
    "catalog: search path",
    async (session) => toNames((await session.query(sql)).rows[0]?.[0]),
    { signal, searchPath: "user" },
  );
}
