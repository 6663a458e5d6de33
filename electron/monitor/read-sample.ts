import type { z } from "zod";
import type { Reading } from "../../shared/catalog/model.ts";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { MonitoredSession, MonitorSample } from "../../shared/monitor/model.ts";
import { redactSecrets } from "../../shared/sql/redact-secrets.ts";
import { readPart } from "../catalog/reading.ts";
import { readServerVersion, sqlFor } from "../catalog/versioned-sql.ts";
import type { ReadSession } from "../postgres/session.ts";
import { factsSchema, factsSql, ioSchema, ioSql, writesSchema, writesSql } from "./sql/counters.ts";
import { progressSchema, progressSql } from "./sql/progress.ts";
import { preparedSchema, preparedSql, replicationSchema, replicationSql } from "./sql/replication.ts";
import { sessionsSchema, sessionsSql } from "./sql/sessions.ts";

/** One part of a look: a statement of one row and column with JSON, and its shape. */
interface Part<T> {
  readonly sql: string | null;
  readonly schema: z.ZodType<T>;
}

const newerOnly = { state: "unreadable", message: "Servers before 16 do not count this." } as const;
/** What the server shows instead of a statement that this role may not see. */
const hiddenStatement = "<insufficient privilege>";

/**
 * One look: two statements in the session's read transaction, so that a look costs the server little and the log two lines.
 * Only when a part is refused are all of them asked one by one. Rejects with `unsupported` before 14.
 */
export async function readSample(session: ReadSession): Promise<MonitorSample> {
  const version = await readServerVersion(session);
  const parts = {
    facts: { sql: factsSql, schema: factsSchema },
    sessions: { sql: sessionsSql, schema: sessionsSchema },
    prepared: { sql: preparedSql, schema: preparedSchema },
    progress: { sql: progressSql, schema: progressSchema },
    writes: { sql: sqlFor(writesSql, version), schema: writesSchema },
    io: { sql: version >= 160000 ? sqlFor(ioSql, version) : null, schema: ioSchema },
    replication: { sql: replicationSql, schema: replicationSchema },
  };
  const texts = await readTogether(session, Object.values(parts));
  const read = <T>(part: Part<T>): Promise<Reading<T>> => readOne(session, part, texts);
  const { at, database, server, counters } = needed(await read(parts.facts));
  const { total, sessions } = needed(await read(parts.sessions));
  return {
    at,
    database,
    server,
    counters,
    sessions: sessions.map(asShown),
    unreadSessions: total - sessions.length,
    prepared: await read(parts.prepared),
    progress: await read(parts.progress),
    writes: await read(parts.writes),
    io: await read(parts.io),
    replication: await read(parts.replication),
  };
}

/** The texts of all parts by their SQL; null when one of them is refused. */
async function readTogether(
  session: ReadSession,
  parts: readonly Part<unknown>[],
): Promise<ReadonlyMap<string, string> | null> {
  const statements = parts.flatMap(({ sql }) => (sql === null ? [] : [sql]));
  await session.query("SAVEPOINT look");
  try {
    const { rows } = await session.query(`SELECT ${statements.map((sql) => `(${sql})`).join(",\n")}`, [], {
      maxCellBytes: 32 * 1024 * 1024,
    });
    return new Map(statements.map((sql, index) => [sql, rows[0]?.[index] ?? "null"]));
  } catch (error) {
    if (!isAppError(error, "sql", "timeout")) throw error;
    await session.query("ROLLBACK TO SAVEPOINT look");
    return null;
  }
}

async function readOne<T>(
  session: ReadSession,
  { sql, schema }: Part<T>,
  texts: ReadonlyMap<string, string> | null,
): Promise<Reading<T>> {
  if (sql === null) return newerOnly;
  const text = texts?.get(sql);
  if (text !== undefined) return { state: "readable", value: schema.parse(JSON.parse(text)) };
  return await readPart(session, async () => {
    const { rows } = await session.query(sql);
    return schema.parse(JSON.parse(rows[0]?.[0] ?? "null"));
  });
}

/** Without these a look shows nothing true. */
function needed<T>(reading: Reading<T>): T {
  if (reading.state === "readable") return reading.value;
  throw new AppError("sql", reading.message, { hint: "The role needs to read pg_stat_activity and pg_stat_database." });
}

function asShown(found: z.infer<typeof sessionsSchema>["sessions"][number]): MonitoredSession {
  const isHidden = found.statement === hiddenStatement;
  return {
    ...found,
    startedAt: found.startedAt ?? "",
    isHidden,
    isSteward: /^Steward\b/.test(found.application),
    statement: isHidden || found.statement === null ? null : redactSecrets(found.statement),
    // A session that waits for several locks of one holder names it several times.
    blockedBy: [...new Set(found.blockedBy)],
  };
}
