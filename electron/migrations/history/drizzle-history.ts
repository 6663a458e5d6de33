import { quoteIdentifier } from "../../../shared/sql/quote.ts";
import type { ToolHistory } from "./history.ts";
import { sqlNameOf } from "./tables.ts";

/**
 * Drizzle's `drizzle.__drizzle_migrations`: the sha256 of the file and the time that the journal gives it. Drizzle
 * looks at the newest time only, and never compares a hash. Seen with drizzle-orm 0.45.
 */
export const drizzleHistory: ToolHistory = {
  table: "__drizzle_migrations",
  schema: "drizzle",
  columns: ["id", "hash", "created_at"],
  notColumn: null,
  keepsChecksums: true,
  create: (table) => [
    `CREATE SCHEMA IF NOT EXISTS ${quoteIdentifier(table.schema)}`,
    `CREATE TABLE IF NOT EXISTS ${sqlNameOf(table)} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  ],
  entries: async (session, table, all) => {
    const { rows } = await session.query(`SELECT hash, created_at::text FROM ${sqlNameOf(table)} ORDER BY id`);
    const recorded = rows.map(([hash, at]) => ({ hash: hash ?? "", key: at ?? "" }));
    // A file whose journal time was written anew is still the same file.
    const keyOf = ({ hash, key }: (typeof recorded)[number]) =>
      all.some(({ record }) => record?.key === key)
        ? key
        : (all.find(({ record }) => record?.checksum === hash)?.record?.key ?? key);
    return recorded.map((one) => ({
      key: keyOf(one),
      name: `hash ${one.hash.slice(0, 12)}`,
      outcome: "applied" as const,
      checksum: one.hash,
      at: null, // created_at is when the file was made
      note: null,
    }));
  },
  statements: (table, phase, { migration }) => {
    const name = sqlNameOf(table);
    const { key = "", checksum = "" } = migration.record ?? {};
    if (phase === "begin") return [];
    if (phase === "undo")
      return [
        {
          sql: `DELETE FROM ${name} WHERE created_at = $1::pg_catalog.int8 OR hash = $2::pg_catalog.text`,
          values: [key, checksum],
        },
      ];
    return [
      {
        sql: `INSERT INTO ${name} (hash, created_at) SELECT $2::pg_catalog.text, $1::pg_catalog.int8
WHERE NOT EXISTS (SELECT FROM ${name} WHERE created_at = $1::pg_catalog.int8)`,
        values: [key, checksum],
      },
    ];
  },
};
