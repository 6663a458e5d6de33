import { compareFlywayVersions, normalFlywayVersion } from "../../../shared/migrations/flyway-names.ts";
import type { HistoryStatement } from "../../../shared/migrations/model.ts";
import type { HistoryEntry, HistorySubject, ToolHistory } from "./history.ts";
import { sqlNameOf } from "./tables.ts";

/**
 * Flyway's `flyway_schema_history`: a row for each run, the last one of a version (or, for repeatable scripts, of a
 * description) counts. A baseline stands for every version up to its own.
 */
export const flywayHistory: ToolHistory = {
  table: "flyway_schema_history",
  schema: null,
  columns: [
    "installed_rank",
    "version",
    "description",
    "type",
    "script",
    "checksum",
    "installed_by",
    "installed_on",
    "execution_time",
    "success",
  ],
  notColumn: null,
  keepsChecksums: true,
  create: (table) => {
    const name = sqlNameOf(table);
    return [
      `CREATE TABLE IF NOT EXISTS ${name} (
    "installed_rank" INT NOT NULL CONSTRAINT "flyway_schema_history_pk" PRIMARY KEY,
    "version" VARCHAR(50),
    "description" VARCHAR(200) NOT NULL,
    "type" VARCHAR(20) NOT NULL,
    "script" VARCHAR(1000) NOT NULL,
    "checksum" INTEGER,
    "installed_by" VARCHAR(100) NOT NULL,
    "installed_on" TIMESTAMP NOT NULL DEFAULT now(),
    "execution_time" INTEGER NOT NULL,
    "success" BOOLEAN NOT NULL
)`,
      `CREATE INDEX IF NOT EXISTS "flyway_schema_history_s_idx" ON ${name} ("success")`,
    ];
  },
  entries: async (session, table, all) => {
    const { rows } = await session.query(
      `SELECT version, description, type, checksum::text, success, pg_catalog.to_char(installed_on, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
       FROM ${sqlNameOf(table)} ORDER BY installed_rank`,
    );
    const last = new Map<string, HistoryEntry>();
    let baseline: string | null = null;
    for (const [version, description, type, checksum, success, at] of rows) {
      if (type === "SCHEMA") continue;
      if (type === "BASELINE") baseline = version ?? null;
      const key = version ? `V ${normalFlywayVersion(version)}` : `R ${description ?? ""}`;
      if (type === "UNDO_SQL" || type === "DELETE") last.delete(key);
      else {
        const note = success === "t" ? null : "Flyway began it and it failed; `flyway repair` takes the row away.";
        const outcome = success === "t" ? ("applied" as const) : ("failed" as const);
        last.set(key, { key, name: description ?? key, outcome, checksum: checksum ?? null, at: at ?? null, note });
      }
    }
    return withBaseline(last, baseline, all);
  },
  statements: (table, phase, subject) =>
    phase === "undo" ? undoStatements(sqlNameOf(table), subject) : upStatements(sqlNameOf(table), phase, subject),
};

function withBaseline(
  last: Map<string, HistoryEntry>,
  baseline: string | null,
  all: HistorySubject["all"],
): readonly HistoryEntry[] {
  if (baseline === null) return [...last.values()];
  const below = all.flatMap(({ record }) => {
    const { version = null } = record?.columns ?? {};
    if (!record || version === null || last.has(record.key) || compareFlywayVersions(version, baseline) > 0) return [];
    const note = `It is not above Flyway's baseline ${baseline}, so Flyway takes it as applied.`;
    return [{ key: record.key, name: version, outcome: "applied" as const, checksum: null, at: null, note }];
  });
  // The baseline itself is a mark, no script that could be missing.
  const own = `V ${normalFlywayVersion(baseline)}`;
  const hasFile = all.some(({ record }) => record?.key === own);
  return [...[...last.values()].filter(({ key }) => hasFile || key !== own), ...below];
}

const columns = "installed_rank, version, description, type, script, checksum, installed_by, execution_time, success";
const nextRank = (name: string) => `(SELECT coalesce(pg_catalog.max(installed_rank), 0) + 1 FROM ${name})`;
/** The newest row of the same version, or of the same description where there is none. */
const newestRow = (name: string) => `SELECT h.installed_rank, h.type, h.checksum, h.success FROM ${name} h
  WHERE (h.version IS NOT DISTINCT FROM $1::pg_catalog.text) AND ($1::pg_catalog.text IS NOT NULL OR h.description = $2::pg_catalog.text) ORDER BY h.installed_rank DESC LIMIT 1`;

function upStatements(
  name: string,
  phase: "begin" | "finish",
  { migration, facts }: HistorySubject,
): readonly HistoryStatement[] {
  const { columns: own = {}, checksum = null } = migration.record ?? {};
  const { version = null, description = "", script = "" } = own;
  const keys = [version, description];
  const insert = {
    sql: `INSERT INTO ${name} (${columns})
SELECT ${nextRank(name)}, $1::pg_catalog.text, $2::pg_catalog.text, 'SQL', $3::pg_catalog.text, $4::pg_catalog.int4, session_user, $5::pg_catalog.int4, ${phase === "finish"}
WHERE NOT EXISTS (SELECT FROM (${newestRow(name)}) last WHERE last.type NOT IN ('UNDO_SQL', 'DELETE')
  AND (NOT last.success OR $1::pg_catalog.text IS NOT NULL OR last.checksum IS NOT DISTINCT FROM $4::pg_catalog.int4))`,
    values: [...keys, script, checksum, String(Math.round(facts.durationMs))],
  };
  if (phase === "begin") return [insert];
  const end = {
    sql: `UPDATE ${name} SET success = true, execution_time = $3::pg_catalog.int4, checksum = $4::pg_catalog.int4
WHERE NOT success AND installed_rank = (SELECT last.installed_rank FROM (${newestRow(name)}) last)`,
    values: [...keys, String(Math.round(facts.durationMs)), checksum],
  };
  return [end, insert];
}

function undoStatements(name: string, { migration, facts }: HistorySubject): readonly HistoryStatement[] {
  const { version = null, description = "", undoScript = "", undoChecksum = null } = migration.record?.columns ?? {};
  const keys = [version, description];
  return [
    {
      sql: `INSERT INTO ${name} (${columns})
SELECT ${nextRank(name)}, $1::pg_catalog.text, $2::pg_catalog.text, 'UNDO_SQL', $3::pg_catalog.text, $4::pg_catalog.int4, session_user, $5::pg_catalog.int4, true
WHERE EXISTS (SELECT FROM (${newestRow(name)}) last WHERE last.type NOT IN ('UNDO_SQL', 'DELETE'))`,
      values: [...keys, undoScript, undoChecksum, String(Math.round(facts.durationMs))],
    },
  ];
}
