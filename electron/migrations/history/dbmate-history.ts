import type { ToolHistory } from "./history.ts";
import { sqlNameOf } from "./tables.ts";

/** dbmate's `schema_migrations (version)`: a row for each applied version, nothing else. Seen with dbmate 2.36. */
export const dbmateHistory: ToolHistory = {
  table: "schema_migrations",
  schema: "public",
  columns: ["version"],
  notColumn: "dirty",
  keepsChecksums: false,
  create: (table) => [`CREATE TABLE IF NOT EXISTS ${sqlNameOf(table)} (version varchar NOT NULL PRIMARY KEY)`],
  entries: async (session, table) => {
    const { rows } = await session.query(`SELECT version::text FROM ${sqlNameOf(table)} ORDER BY 1`);
    return rows.map(([version]) => ({
      key: version ?? "",
      name: version ?? "",
      outcome: "applied" as const,
      checksum: null,
      at: null,
      note: null,
    }));
  },
  statements: (table, phase, { migration }) => {
    const values = [migration.record?.key ?? ""];
    const name = sqlNameOf(table);
    if (phase === "begin") return [];
    return phase === "finish"
      ? [{ sql: `INSERT INTO ${name} (version) VALUES ($1::pg_catalog.text) ON CONFLICT (version) DO NOTHING`, values }]
      : [{ sql: `DELETE FROM ${name} WHERE version = $1::pg_catalog.text`, values }];
  },
};
