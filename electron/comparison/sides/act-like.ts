import { AppError } from "../../../shared/ipc/app-error.ts";
import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { JobSession } from "../../postgres/copy/session-jobs.ts";
import type { SchemaReading } from "../schema/read-schema.ts";
import { makeRoles } from "../scratch/make-roles.ts";

/**
 * Makes what scripts make next in the session's scratch database comparable with a schema that was read: of the same
 * version (rejects with `unsupported` where it is not), and owned by whom most of that schema's objects belong to.
 */
export async function actLike(session: JobSession, like: SchemaReading, isWhollyOurs: boolean): Promise<void> {
  const { rows } = await session.query("SELECT pg_catalog.current_setting('server_version')");
  const [own, other] = [rows[0]?.[0] ?? "", like.version].map((version) => Number.parseInt(version, 10));
  if (own !== other)
    throw new AppError(
      "unsupported",
      `PostgreSQL ${own} words definitions otherwise than the server's ${other} does.`,
      {
        hint: "Let the scratch database be made on the server itself (steward: --scratch server).",
      },
    );
  const owner = commonOwner(like);
  if (owner === null) return;
  if (!isWhollyOurs) {
    const may = await session.query(
      `SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = $1 AND pg_catalog.pg_has_role(oid, 'MEMBER')`,
      [owner],
    );
    if (may.rows.length === 0) return;
  } else {
    await makeRoles(session, like.roles);
    await session.query(`ALTER ROLE ${quoteIdentifier(owner)} SUPERUSER`);
  }
  const database = (await session.query("SELECT pg_catalog.current_database()")).rows[0]?.[0] ?? "";
  await session.query(`ALTER DATABASE ${quoteIdentifier(database)} OWNER TO ${quoteIdentifier(owner)}`);
  await session.query(`SET ROLE ${quoteIdentifier(owner)}`);
}

/** The owner of most objects. */
function commonOwner({ inventory }: SchemaReading): string | null {
  const counts = new Map<string, number>();
  for (const { kind, name, properties } of inventory.entries) {
    const owner = properties.find(([label]) => label === "Owner")?.[1];
    if (owner === undefined || owner.startsWith("pg_") || (kind === "schema" && name === "public")) continue;
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  }
  return [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;
}
