import type { HistoryStatement } from "../../../shared/migrations/model.ts";
import type { MigrationFiles } from "../migration-files.ts";
import type { HistorySubject, ToolHistory } from "./history.ts";
import { sqlNameOf } from "./tables.ts";

/**
 * golang-migrate's `schema_migrations (version, dirty)`: one row with the newest version. Everything up to it counts
 * as applied; `dirty` says that this version was begun and not ended.
 */
export const golangHistory: ToolHistory = {
  table: "schema_migrations",
  schema: null,
  columns: ["version", "dirty"],
  notColumn: null,
  keepsChecksums: false,
  create: (table) => [
    `CREATE TABLE IF NOT EXISTS ${sqlNameOf(table)} (version bigint not null primary key, dirty boolean not null)`,
  ],
  entries: async (session, table, all) => {
    const { rows } = await session.query(
      `SELECT version::text, dirty::text FROM ${sqlNameOf(table)} ORDER BY version DESC LIMIT 1`,
    );
    const [current, dirty] = rows[0] ?? [];
    if (!current) return [];
    const keys = all.map(({ record }) => record?.key ?? "").filter((key) => /^\d+$/.test(key));
    const upTo = keys.filter((key) => BigInt(key) < BigInt(current));
    const earlier = upTo.map((key) =>
      entryOf(key, "applied", `golang-migrate is at ${current}; it takes what is before as applied.`),
    );
    const isDirty = dirty === "true" || dirty === "t";
    const note = isDirty ? "It was begun and not ended: the table says “dirty”." : null;
    return [...earlier, entryOf(current, isDirty ? "failed" : "applied", note)];
  },
  statements: (table, phase, subject) => {
    const name = sqlNameOf(table);
    const key = subject.migration.record?.key ?? "";
    if (phase === "undo") return undoStatements(name, key, previousOf(subject));
    // Never back: applying an older one that was forgotten must not make the newer ones pending.
    const version = `(SELECT greatest(pg_catalog.max(version), $1::pg_catalog.int8) FROM ${name})`;
    return [
      {
        sql: `WITH newest AS (SELECT ${version} AS version), gone AS (DELETE FROM ${name} WHERE version <> (SELECT version FROM newest))
INSERT INTO ${name} (version, dirty) SELECT version, ${phase === "begin"} FROM newest
ON CONFLICT (version) DO UPDATE SET dirty = excluded.dirty`,
        values: [key],
      },
    ];
  },
};

function entryOf(key: string, outcome: "applied" | "failed", note: string | null) {
  return { key, name: key, outcome, checksum: null, at: null, note };
}

/** Key of the migration before; null when it is the first. */
function previousOf({ migration, all }: HistorySubject): string | null {
  const place = all.findIndex(({ id }) => id === migration.id);
  const before: MigrationFiles | undefined = place > 0 ? all[place - 1] : undefined;
  return before?.record?.key ?? null;
}

function undoStatements(name: string, key: string, previous: string | null): readonly HistoryStatement[] {
  const remove = { sql: `DELETE FROM ${name} WHERE version = $1::pg_catalog.int8`, values: [key] };
  if (previous === null) return [remove];
  const step = {
    sql: `INSERT INTO ${name} (version, dirty) SELECT $2::pg_catalog.int8, false WHERE EXISTS (SELECT FROM ${name} WHERE version = $1::pg_catalog.int8)
ON CONFLICT (version) DO UPDATE SET dirty = false`,
    values: [key, previous],
  };
  return [step, remove];
}
