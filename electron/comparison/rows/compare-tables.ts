import { randomInt } from "node:crypto";
import type { ComparableTable, TableOutcome } from "../../../shared/comparison/rows-model.ts";
import type { DatabaseRef, ObjectName } from "../../../shared/databases/model.ts";
import { type AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import type { OwnedSession, ReadSession } from "../../postgres/session.ts";
import { compareRows } from "./compare-rows.ts";
import { listComparable, planTable } from "./plan-table.ts";
import { readTableShape, readTableShapes } from "./read-table-shape.ts";
import { type Hashing, hashSql } from "./rows-sql.ts";
import { both, type SessionPair } from "./session-pair.ts";

/** Which tables of two databases are compared; a null key is the primary key, or else the first that both have. */
export interface TablesQuestion {
  readonly from: DatabaseRef;
  readonly to: DatabaseRef;
  readonly tables: readonly { readonly table: ObjectName; readonly key: readonly string[] | null }[];
  /** Differences of one table that are kept with their values. */
  readonly limit: number;
}

interface Call {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** The text of a value must not depend on a server's settings, and rows that a policy hides must not be missing unsaid. */
const settings = {
  default_transaction_read_only: "on",
  row_security: "off",
  DateStyle: "ISO, MDY",
  IntervalStyle: "postgres",
  TimeZone: "UTC",
  bytea_output: "hex",
  extra_float_digits: "1",
  lc_monetary: "C",
  statement_timeout: "0",
};

/** The tables of two databases, and by which keys their rows can be told apart. */
export async function listTables(
  databases: Databases,
  { from, to }: Pick<TablesQuestion, "from" | "to">,
  signal: AbortSignal,
): Promise<readonly ComparableTable[]> {
  const read = (ref: DatabaseRef) => databases.read(ref, "comparison: tables", readTableShapes, { signal });
  const [left, right] = await both(read(from), read(to));
  return listComparable(left, right);
}

/**
 * Compares the rows of tables, each side within one READ ONLY snapshot. A table that cannot be compared says why and leaves the
 * others. Rejects with what ends a session, and with `cancelled`.
 */
export async function compareTables(
  databases: Databases,
  question: TablesQuestion,
  call: Call,
): Promise<readonly TableOutcome[]> {
  const { signal, report } = call;
  const open = (ref: DatabaseRef) => databases.open(ref, { purpose: "comparison", timeouts: "own", settings, signal });
  report({ step: "Connecting" });
  const from = await open(question.from);
  try {
    const to = await open(question.to);
    try {
      return await compareAll({ from, to }, question, call);
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

/** Closing a session ends its transaction. */
async function compareAll(
  sessions: { readonly from: OwnedSession; readonly to: OwnedSession },
  { tables, limit }: TablesQuestion,
  { signal, report }: Call,
): Promise<readonly TableOutcome[]> {
  const onBoth = async (sql: string) => {
    await both(sessions.from.execute(sql), sessions.to.execute(sql));
  };
  await onBoth("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  await onBoth("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)");
  const hashing = await chooseHashing(sessions);
  const outcomes: TableOutcome[] = [];
  for (const { table, key } of tables) {
    await onBoth("SAVEPOINT compared_table");
    try {
      const [from, to] = await both(readTableShape(sessions.from, table), readTableShape(sessions.to, table));
      const plan = planTable(table, from, to, key);
      const comparison = await compareRows(sessions, { plan, hashing, limit, signal, report });
      outcomes.push({ state: "compared", comparison });
    } catch (error) {
      if (!isAppError(error, "sql", "timeout", "notFound", "unsupported", "tooLarge")) throw error;
      outcomes.push(refusalOf(table, error));
    }
    await onBoth("ROLLBACK TO SAVEPOINT compared_table");
  }
  return outcomes;
}

function refusalOf(table: ObjectName, error: AppError): TableOutcome {
  const isHidden = error.details.postgres?.sqlstate === "42501" && /row-level security/.test(error.message);
  const hint = isHidden
    ? "A policy hides rows from this role. Compare as the table's owner, or as a role with BYPASSRLS."
    : (error.hint ?? null);
  return { state: "notCompared", table, message: error.message, hint };
}

const sample = "Größe, 寸法, размер";

/**
 * The built-in hash is the fast one, and the same on every server we know of; whether it is the same on these two is
 * asked. Where it is not, MD5 is.
 */
async function chooseHashing({ from, to }: SessionPair): Promise<Hashing> {
  const seeds = [newSeed(), newSeed(), newSeed()] as const;
  const builtin: Hashing = { method: "builtin", seeds, isConverted: false };
  const sql = `SELECT ${hashSql(builtin, `'${sample}'::pg_catalog.text`, 1)}, pg_catalog.getdatabaseencoding()`;
  const ask = async (session: ReadSession) => (await session.query(sql)).rows[0] ?? [];
  const [left, right] = await both(ask(from), ask(to));
  const isSame = left[0] === right[0] && left[1] === right[1];
  return isSame ? builtin : { method: "md5", seeds, isConverted: true };
}

function newSeed(): number {
  return randomInt(2 ** 47);
}
