import { type BranchMarker, readMarker } from "../../../../shared/branches/template/marker.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import type { ReadSession } from "../../../postgres/session.ts";

/** One database of the server, as its catalog shows it to any role. */
export interface ServerDatabase {
  readonly oid: number;
  readonly name: string;
  readonly owner: string;
  readonly comment: string;
  /** Null where this role may not know it. */
  readonly sizeBytes: number | null;
  readonly marker: BranchMarker | null;
}

/** The server's version as it writes it (`18.4`) and as it counts (180004), and who asks. */
export interface ServerFacts {
  readonly version: string;
  readonly versionNumber: number;
  readonly user: string;
}

const databasesSql = `
  SELECT d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba),
         COALESCE(pg_catalog.shobj_description(d.oid, 'pg_database'), ''),
         CASE WHEN pg_catalog.has_database_privilege(d.oid, 'CONNECT') OR pg_catalog.pg_has_role('pg_read_all_stats', 'MEMBER')
              THEN pg_catalog.pg_database_size(d.oid) END
    FROM pg_catalog.pg_database d WHERE NOT d.datistemplate ORDER BY d.oid`;

/** All databases that are no templates, oldest first. */
export async function listServerDatabases(session: ReadSession): Promise<readonly ServerDatabase[]> {
  const { rows } = await session.query(databasesSql, [], { cause: "template branches: databases" });
  return rows.map(([oid, name, owner, comment, size]) => ({
    oid: Number(oid),
    name: name ?? "",
    owner: owner ?? "",
    comment: comment ?? "",
    sizeBytes: size === null || size === undefined ? null : Number(size),
    marker: readMarker(comment ?? ""),
  }));
}

/** Asks the server who it is. */
export async function readServerFacts(session: ReadSession): Promise<ServerFacts> {
  const { rows } = await session.query(
    `SELECT pg_catalog.current_setting('server_version'), pg_catalog.current_setting('server_version_num'), current_user`,
    [],
    { cause: "template branches: server" },
  );
  const [version, number, user] = rows[0] ?? [];
  return { version: (version ?? "").split(" ", 1)[0] ?? "", versionNumber: Number(number), user: user ?? "" };
}

/** The root of a project: the database that the connection names, or `notFound`. */
export function findRoot(databases: readonly ServerDatabase[], name: string): ServerDatabase {
  const root = databases.find((database) => database.name === name);
  if (root) return root;
  throw new AppError("notFound", `The server has no database ${name} (any more).`, {
    hint: "It may have been renamed. Correct the database in the connection.",
  });
}
