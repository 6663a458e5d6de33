import type { SnapshotObstacle } from "../../../shared/queries/model.ts";
import { isTrue } from "../../catalog/catalog-text.ts";
import type { ReadSession } from "../../postgres/session.ts";

/** The extension as it is in this database. */
export interface StatementsExtension {
  readonly state: "found";
  readonly schema: string;
  readonly version: string;
  /** Columns of the view, which tell what can be read. */
  readonly columns: ReadonlySet<string>;
  /** Whether `pg_stat_statements_info` is there (1.9). */
  readonly hasResets: boolean;
}

const extensionSql = `
  SELECT n.nspname, e.extversion,
         (SELECT pg_catalog.json_agg(a.attname) FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
           WHERE c.relnamespace = n.oid AND c.relname = 'pg_stat_statements'),
         EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.relnamespace = n.oid AND c.relname = 'pg_stat_statements_info'),
         pg_catalog.current_setting('pg_stat_statements.max', true) IS NOT NULL,
         EXISTS (SELECT FROM pg_catalog.pg_available_extensions a WHERE a.name = 'pg_stat_statements')
    FROM (VALUES (1)) AS one (n)
    LEFT JOIN pg_catalog.pg_extension e ON e.extname = 'pg_stat_statements'
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace`;

/** Looks for pg_stat_statements in whatever schema it was put, or says why it cannot be used. */
export async function findExtension(session: ReadSession): Promise<StatementsExtension | SnapshotObstacle> {
  const [schema, version, columns, hasResets, isLoaded, isAvailable] =
    (await session.query(extensionSql)).rows[0] ?? [];
  if (schema && version) {
    const names: unknown = JSON.parse(columns ?? "[]");
    const view = new Set(Array.isArray(names) ? names.map(String) : []);
    if (view.has("total_exec_time"))
      return { state: "found", schema, version, columns: view, hasResets: isTrue(hasResets) };
    return obstacles.tooOld(version);
  }
  if (isTrue(isLoaded)) return obstacles.notInstalled;
  return isTrue(isAvailable) ? obstacles.notLoaded : obstacles.notThere;
}

/** What stands in the way, each with what to do about it. */
export const obstacles = {
  notInstalled: {
    state: "unavailable",
    why: "notInstalled",
    message: "The server counts statements, but this database does not have the extension that shows them.",
    hint: "Create it once, as a superuser or, at a provider such as Neon, as the owner. Nothing is counted anew for it and no table is locked.",
    sql: "CREATE EXTENSION pg_stat_statements",
  },
  notLoaded: {
    state: "unavailable",
    why: "notLoaded",
    message: "The server does not count statements: the library pg_stat_statements is not loaded.",
    hint: "Add pg_stat_statements to shared_preload_libraries in postgresql.conf (or the provider's settings), restart the server, then create the extension in this database.",
    sql: "CREATE EXTENSION pg_stat_statements",
  },
  notThere: {
    state: "unavailable",
    why: "notLoaded",
    message: "The server does not count statements, and pg_stat_statements is not among the extensions it offers.",
    hint: "Install PostgreSQL's contrib package on the server's machine, add pg_stat_statements to shared_preload_libraries, restart, then create the extension in this database.",
    sql: null,
  },
  notReadable: (message: string): SnapshotObstacle => ({
    state: "unavailable",
    why: "notReadable",
    message: `This role may not read pg_stat_statements: ${message}`,
    hint: "A superuser, or the extension's owner, grants USAGE on its schema and SELECT on the view. A member of pg_read_all_stats also sees what other roles ran.",
    sql: null,
  }),
  tooOld: (version: string): SnapshotObstacle => ({
    state: "unavailable",
    why: "tooOld",
    message: `pg_stat_statements is still version ${version} in this database: it does not tell planning from execution.`,
    hint: "After an upgrade of the server the extension is updated by hand, by its owner.",
    sql: "ALTER EXTENSION pg_stat_statements UPDATE",
  }),
} as const satisfies Readonly<Record<string, SnapshotObstacle | ((text: string) => SnapshotObstacle)>>;
