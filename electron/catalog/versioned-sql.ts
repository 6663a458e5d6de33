import { AppError } from "../../shared/ipc/app-error.ts";
import type { ReadSession } from "../postgres/session.ts";

/** SQL that holds from a server version on, as `server_version_num` counts (140000). */
export interface VersionedSql {
  readonly minVersion: number;
  readonly sql: string;
}

/** The oldest server whose catalog is read. */
export const oldestVersion = 120000;

/** The SQL for a server: the row with the highest version that is not above it. Throws `unsupported` for older servers. */
export function sqlFor(versions: readonly VersionedSql[], serverVersion: number): string {
  const fitting = versions.filter(({ minVersion }) => minVersion <= serverVersion);
  const best = fitting.reduce<VersionedSql | undefined>(
    (known, row) => (known && known.minVersion >= row.minVersion ? known : row),
    undefined,
  );
  if (best) return best.sql;
  throw new AppError("unsupported", `The catalog of Postgres ${Math.floor(serverVersion / 10000)} is not read.`, {
    hint: `Postgres ${oldestVersion / 10000} or later is needed.`,
  });
}

/** `server_version_num` of a session. */
export async function readServerVersion(session: ReadSession): Promise<number> {
  const answer = await session.query("SELECT pg_catalog.current_setting('server_version_num')");
  return Number(answer.rows[0]?.[0]);
}
