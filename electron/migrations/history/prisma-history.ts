import type { ToolHistory } from "./history.ts";
import { sqlNameOf } from "./tables.ts";

const time = (column: string) => `pg_catalog.to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Prisma's `_prisma_migrations`: a row for each attempt. The last one of a name counts: ended is applied, neither
 * ended nor taken back is failed, taken back is as if it had never been.
 */
export const prismaHistory: ToolHistory = {
  table: "_prisma_migrations",
  schema: "public",
  columns: [
    "id",
    "checksum",
    "finished_at",
    "migration_name",
    "logs",
    "rolled_back_at",
    "started_at",
    "applied_steps_count",
  ],
  notColumn: null,
  keepsChecksums: true,
  create: (table) => [
    `CREATE TABLE IF NOT EXISTS ${sqlNameOf(table)} (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`,
  ],
  entries: async (session, table) => {
    const { rows } = await session.query(
      `SELECT migration_name, checksum, ${time("finished_at")}, rolled_back_at IS NOT NULL, pg_catalog."left"(logs, 2000)
       FROM ${sqlNameOf(table)} ORDER BY started_at, id`,
    );
    const last = new Map(rows.map((row) => [row[0] ?? "", row]));
    return [...last].flatMap(([name, [, checksum, finishedAt, isRolledBack, logs]]) => {
      if (isRolledBack === "t") return [];
      const outcome = finishedAt ? ("applied" as const) : ("failed" as const);
      const note =
        outcome === "failed" ? `Prisma began it and did not end it.${logs ? ` It noted: ${logs}` : ""}` : null;
      return [{ key: name, name, outcome, checksum: checksum ?? null, at: finishedAt ?? null, note }];
    });
  },
  statements: (table, phase, { migration, facts }) => {
    const name = sqlNameOf(table);
    const { key = "", checksum = "" } = migration.record ?? {};
    if (phase === "undo")
      return [
        {
          // Its program's status takes any row of a name for applied, also one with a time of taking back.
          sql: `DELETE FROM ${name} WHERE migration_name = $1::pg_catalog.text AND rolled_back_at IS NULL`,
          values: [key],
        },
      ];
    const isOpen = "migration_name = $1::pg_catalog.text AND finished_at IS NULL AND rolled_back_at IS NULL";
    if (phase === "begin")
      return [
        {
          sql: `INSERT INTO ${name} (id, checksum, started_at, migration_name, applied_steps_count)
SELECT $2::pg_catalog.text, $3::pg_catalog.text, pg_catalog.now(), $1::pg_catalog.text, 0 WHERE NOT EXISTS (SELECT FROM ${name} WHERE ${isOpen})`,
          values: [key, facts.uuid, checksum],
        },
      ];
    return [
      {
        sql: `UPDATE ${name} SET finished_at = pg_catalog.clock_timestamp(), applied_steps_count = 1, checksum = $2::pg_catalog.text WHERE ${isOpen}`,
        values: [key, checksum],
      },
      {
        sql: `INSERT INTO ${name} (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
SELECT $2::pg_catalog.text, $3::pg_catalog.text, pg_catalog.now(), pg_catalog.clock_timestamp(), $1::pg_catalog.text, 1
WHERE NOT EXISTS (SELECT FROM ${name} WHERE migration_name = $1::pg_catalog.text AND rolled_back_at IS NULL)`,
        values: [key, facts.uuid, checksum],
      },
    ];
  },
};
