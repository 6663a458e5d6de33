import { openSession } from "../../../postgres/connect.ts";
import type { ConnectParameters } from "../../../postgres/session.ts";
import type { BranchRecord } from "../state/state-format.ts";

/** What a running compute tells of its branch; kept, so that nobody has to wake it for that. */
export type Observation = Pick<BranchRecord, "databases" | "writtenBytes" | "firstLsn">;

const listDatabases = `
  SELECT datname, pg_catalog.pg_get_userbyid(datdba) FROM pg_catalog.pg_database
  WHERE datallowconn AND NOT datistemplate AND datname <> 'postgres' ORDER BY datname`;

/** Looks at a cluster as its superuser. `firstLsn` is the present position where the branch has none yet. */
export async function observe(admin: ConnectParameters, firstLsn: string | null): Promise<Observation> {
  const session = await openSession(admin, {
    purpose: "branch",
    connectTimeoutMs: 10_000,
    settings: { statement_timeout: "10s" },
  });
  try {
    const databases = await session.query(listDatabases);
    const position = await session.query(
      "SELECT l, l - coalesce($1::pg_catalog.pg_lsn, l) FROM pg_catalog.pg_current_wal_lsn() AS l",
      [firstLsn],
    );
    const [lsn, written] = position.rows[0] ?? [];
    return {
      databases: databases.rows.map(([name, owner]) => ({ name: name ?? "", owner: owner ?? "" })),
      writtenBytes: Number(written ?? 0),
      firstLsn: firstLsn ?? lsn ?? null,
    };
  } finally {
    await session.close();
  }
}
