import { z } from "zod";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import {
  type CountedQuery,
  type Counters,
  counterNames,
  type QuerySnapshot,
  type SnapshotObstacle,
  textKey,
} from "../../../shared/queries/model.ts";
import { quoteName } from "../../../shared/sql/quote.ts";
import { isTrue, toText } from "../../catalog/catalog-text.ts";
import type { ReadSession } from "../../postgres/session.ts";
import { counterSql } from "./entry-columns.ts";
import { findExtension, obstacles, type StatementsExtension } from "./find-extension.ts";

/** Entries that one snapshot reads at most, and characters of a text. */
const maxEntries = 10_000;
const maxTextLength = 20_000;
const hiddenText = "<insufficient privilege>";

/** What was read: the snapshot, and the server's own texts, from which passwords are not taken out yet. */
export interface ReadSnapshot {
  readonly state: "read";
  readonly snapshot: Omit<QuerySnapshot, "id">;
  readonly texts: ReadonlyMap<string, string>;
}

const headSchema = z.object({
  at: z.string(),
  database: z.string(),
  serverVersion: z.number(),
  serverStartedAt: z.string(),
  resetAt: z.string().nullable(),
  deallocations: z.number(),
  maxEntries: z.number(),
  measuresPlanning: z.boolean(),
  measuresIo: z.boolean(),
});

/**
 * Reads all entries of the server in one statement, after one that looks which columns this version has. What cannot be
 * read is a value that says what to do. Rejects with `connectionLost`, `timeout`, and `sql` for what is not foreseen.
 */
export async function readSnapshot(session: ReadSession): Promise<ReadSnapshot | SnapshotObstacle> {
  const extension = await findExtension(session);
  if (extension.state !== "found") return extension;
  try {
    const { rows } = await session.query(snapshotSql(extension));
    return toSnapshot(rows, extension);
  } catch (error) {
    const sqlstate = isAppError(error, "sql") ? error.details.postgres?.sqlstate : undefined;
    if (sqlstate === "55000") return obstacles.notLoaded; // the view's function says that its library is not loaded
    if (sqlstate === "42501" && isAppError(error)) return obstacles.notReadable(error.message);
    throw error;
  }
}

const time = (expression: string) =>
  `pg_catalog.to_char(${expression} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const setting = (name: string) => `pg_catalog.current_setting('${name}', true)`;

/** Its first row also has the head, and is there without entries, too. */
function snapshotSql({ schema, columns, hasResets }: StatementsExtension): string {
  const view = quoteName({ schema, name: "pg_stat_statements" });
  const ofResets = (expression: string, other: string) =>
    hasResets ? `(SELECT ${expression} FROM ${quoteName({ schema, name: "pg_stat_statements_info" })} i)` : other;
  return `
  SELECT CASE WHEN coalesce(e.place, 1) = 1 THEN pg_catalog.json_build_object(
           'at', ${time("pg_catalog.clock_timestamp()")}, 'database', pg_catalog.current_database(),
           'serverVersion', ${setting("server_version_num")}::pg_catalog.int4,
           'serverStartedAt', ${time("pg_catalog.pg_postmaster_start_time()")},
           'resetAt', ${ofResets(time("i.stats_reset"), "NULL")},
           'deallocations', ${ofResets("i.dealloc", "0")},
           'maxEntries', coalesce(${setting("pg_stat_statements.max")}::pg_catalog.int4, 5000),
           'measuresPlanning', coalesce(${setting("pg_stat_statements.track_planning")}::pg_catalog.bool, false),
           'measuresIo', coalesce(${setting("track_io_timing")}::pg_catalog.bool, false)) END,
         e.*
    FROM (VALUES (1)) AS one (n)
    LEFT JOIN (
      SELECT pg_catalog.row_number() OVER (ORDER BY s.total_exec_time DESC) AS place, pg_catalog.count(*) OVER () AS total,
             s.queryid::pg_catalog.text, coalesce(d.datname, '(dropped database ' || s.dbid || ')'),
             pg_catalog.pg_get_userbyid(s.userid), ${columns.has("toplevel") ? "s.toplevel" : "true"},
             pg_catalog.left(s.query, ${maxTextLength}), ${columns.has("stats_since") ? time("s.stats_since") : "NULL"},
             s.stddev_exec_time, s.min_exec_time, s.max_exec_time,
             ${counterNames.map((name) => counterSql(name, columns)).join(", ")}
        FROM ${view} s LEFT JOIN pg_catalog.pg_database d ON d.oid = s.dbid
       ORDER BY s.total_exec_time DESC
       LIMIT ${maxEntries}) AS e ON true
   ORDER BY e.place`;
}

type Row = readonly (string | null)[];

function toSnapshot(rows: readonly Row[], { version }: StatementsExtension): ReadSnapshot {
  const head = headSchema.parse(JSON.parse(rows[0]?.[0] ?? "null"));
  const texts = new Map<string, string>();
  const queries: CountedQuery[] = [];
  const sums = { calls: 0, execMs: 0, hiddenEntries: 0, hiddenExecMs: 0 };
  const entries = rows.filter(([, place]) => place !== null);
  for (const [, , , queryId, database, user, isTopLevel, text, since, stddev, min, max, ...values] of entries) {
    const counters = Object.fromEntries(
      counterNames.map((name, index) => [name, values[index] == null ? null : Number(values[index])]),
    ) as unknown as Counters; // every name has its value
    if (isTrue(isTopLevel)) {
      sums.calls += counters.calls ?? 0;
      sums.execMs += counters.execMs ?? 0;
    }
    if (!queryId) {
      sums.hiddenEntries += 1;
      sums.hiddenExecMs += counters.execMs ?? 0;
      continue;
    }
    const query = {
      queryId,
      database: toText(database),
      user: toText(user),
      isTopLevel: isTrue(isTopLevel),
      since: since ?? null,
      counters,
      stddevMs: Number(stddev),
      minMs: Number(min),
      maxMs: Number(max),
    };
    if (text && text !== hiddenText) texts.set(textKey(query), text);
    queries.push(query);
  }
  const unreadEntries = Number(entries[0]?.[2] ?? 0) - entries.length;
  const snapshot = {
    ...head,
    extensionVersion: version,
    entries: queries.length,
    ...sums,
    unreadEntries,
    queries,
    tables: [],
  };
  return { state: "read", snapshot, texts };
}
