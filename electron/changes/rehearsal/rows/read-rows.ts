import { randomBytes } from "node:crypto";
import type { ObjectName } from "../../../../shared/databases/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { quoteIdentifier, quoteName } from "../../../../shared/sql/quote.ts";
import type { WriteSession } from "../../../postgres/session.ts";
import type { WatchedTable } from "./find-tables.ts";

/** One column of a table's rows in short. */
export interface ColumnSum {
  /** Its name before the rehearsal. */
  readonly column: string;
  /** `pg_attribute.attnum`, by which a renamed one is found again. */
  readonly number: number;
  readonly isGone: boolean;
  /** Rows in which it is not NULL; null when not read. */
  readonly values: number | null;
  /** Sum of the hashes of its values; null when not read. */
  readonly sum: string | null;
}

/** The rows of a table in short. */
export interface RowSums {
  readonly table: WatchedTable;
  /** Null when the table is gone, or could not even be counted in time. */
  readonly rows: number | null;
  readonly isGone: boolean;
  readonly columns: readonly ColumnSum[];
  /** Sum of the hashes of whole rows; null when it was not read in time, or a column is gone. */
  readonly sum: string | null;
}

/** Longest reading of one table. A rehearsal should not be mostly about this. */
const timeoutMs = 20_000;

/** Columns beyond these are compared as part of the row only. */
const summedColumns = 60;

/** A key for the hashes, so that no sum of a report can be found by trying values. */
export function newHashKey(): string {
  return randomBytes(8).readBigInt64BE().toString();
}

/** Reads the rows of each table in short. Generated columns follow from others and are left out. */
export async function readRowSums(
  session: WriteSession,
  tables: readonly WatchedTable[],
  key: string,
  signal: AbortSignal,
): Promise<readonly RowSums[]> {
  const read: RowSums[] = [];
  for (const table of tables) {
    const found = await session.query(
      `SELECT a.attname, a.attnum FROM pg_catalog.pg_attribute a
       WHERE a.attrelid = $1::pg_catalog.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attname`,
      [table.oid],
    );
    const columns = found.rows.map(([column, number]) => {
      return { column: column ?? "", now: column ?? "", number: Number(number) };
    });
    read.push(await sumRows(session, { table, now: table, columns, key }, signal));
  }
  return read;
}

/**
 * The same tables again, by what they had; one that was renamed is found by its oid, a renamed column by its number.
 * Columns are only read one by one where the rows as a whole are not what they were.
 */
export async function readSameSums(
  session: WriteSession,
  before: readonly RowSums[],
  key: string,
  signal: AbortSignal,
): Promise<readonly RowSums[]> {
  const again: RowSums[] = [];
  for (const then of before) {
    const { table } = then;
    const now = await findAgain(session, table);
    if (!now) again.push(goneTable(table, then.columns));
    else {
      const toSum = { table, now, columns: await findColumns(session, now.oid, then.columns), key };
      const isSame = then.sum !== null && (await sumWhole(session, toSum, signal)) === then.sum;
      again.push(isSame ? then : await sumRows(session, toSum, signal));
    }
  }
  return again;
}

/** Count and sum over whole rows as `RowSums.sum` has them; null when a column is gone, or it takes too long. */
async function sumWhole(
  session: WriteSession,
  { now, columns, key }: ToSum,
  signal: AbortSignal,
): Promise<string | null> {
  if (columns.some((one) => one.now === null)) return null;
  const refs = columns.map((one) => `t.${quoteIdentifier(one.now ?? "")}`);
  const row = await queryInTime(session, `SELECT ${wholeItems(refs, key)} FROM ${quoteName(now)} t`, signal);
  return row ? JSON.stringify(row) : null;
}

function wholeItems(refs: readonly string[], key: string): string {
  return `pg_catalog.count(*), ${sumOf(`ROW(${refs.join(", ")})`, key)}`;
}

function sumOf(value: string, key: string): string {
  return `pg_catalog.sum(pg_catalog.hashtextextended(${value}::pg_catalog.text, ${key}))::pg_catalog.text`;
}

function goneTable(table: WatchedTable, columns: readonly ColumnSum[]): RowSums {
  return {
    table,
    rows: null,
    isGone: true,
    columns: columns.map((one) => ({ ...one, isGone: true, values: null, sum: null })),
    sum: null,
  };
}

async function findAgain(session: WriteSession, table: WatchedTable): Promise<(ObjectName & { oid: string }) | null> {
  const { rows } = await session.query(
    `SELECT c.oid, n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND (c.oid = $1::pg_catalog.oid OR c.oid = pg_catalog.to_regclass($2))
     ORDER BY c.oid = $1::pg_catalog.oid DESC LIMIT 1`,
    [table.oid, quoteName(table)],
  );
  const [oid, schema, name] = rows[0] ?? [];
  return oid && schema && name ? { oid, schema, name } : null;
}

interface NamedColumn extends Pick<ColumnSum, "column" | "number"> {
  /** Its name now; null when it is gone. */
  readonly now: string | null;
}

async function findColumns(
  session: WriteSession,
  oid: string,
  columns: readonly ColumnSum[],
): Promise<readonly NamedColumn[]> {
  const { rows } = await session.query(
    "SELECT attname, attnum FROM pg_catalog.pg_attribute WHERE attrelid = $1::pg_catalog.oid AND attnum > 0 AND NOT attisdropped",
    [oid],
  );
  const names = new Set(rows.map(([name]) => name ?? ""));
  const byNumber = new Map(rows.map(([name, number]) => [Number(number), name ?? ""]));
  return columns.map(({ column, number }) => {
    return { column, number, now: names.has(column) ? column : (byNumber.get(number) ?? null) };
  });
}

interface ToSum {
  readonly table: WatchedTable;
  readonly now: ObjectName;
  readonly columns: readonly NamedColumn[];
  readonly key: string;
}

async function sumRows(
  session: WriteSession,
  { table, now, columns, key }: ToSum,
  signal: AbortSignal,
): Promise<RowSums> {
  const there = columns.flatMap((one) => (one.now === null ? [] : [{ ...one, ref: `t.${quoteIdentifier(one.now)}` }]));
  const summed = there.slice(0, summedColumns);
  const items = [
    wholeItems(
      there.map(({ ref }) => ref),
      key,
    ),
    ...summed.flatMap(({ ref }) => [`pg_catalog.count(${ref})`, sumOf(ref, key)]),
  ];
  const whole = await queryInTime(session, `SELECT ${items.join(", ")} FROM ${quoteName(now)} t`, signal);
  const counted = whole ?? (await queryInTime(session, `SELECT pg_catalog.count(*) FROM ${quoteName(now)} t`, signal));
  const hasAll = there.length === columns.length;
  return {
    table,
    rows: counted ? Number(counted[0]) : null,
    isGone: false,
    sum: whole && hasAll ? JSON.stringify(whole.slice(0, 2)) : null,
    columns: columns.map(({ column, number, now: name }) => {
      const place = summed.findIndex((one) => one.column === column);
      const values = whole && place >= 0 ? Number(whole[2 + 2 * place]) : null;
      const sum = whole && place >= 0 ? (whole[3 + 2 * place] ?? "") : null;
      return { column, number, isGone: name === null, values, sum };
    }),
  };
}

async function queryInTime(
  session: WriteSession,
  sql: string,
  signal: AbortSignal,
): Promise<readonly (string | null)[] | null> {
  try {
    return await session.transaction(async () => {
      await session.execute(`SET LOCAL statement_timeout = ${timeoutMs}`);
      return (await session.query(sql, [], { signal })).rows[0] ?? null;
    });
  } catch (error) {
    // Too long, or it may not be read: that is not known then.
    if (isAppError(error, "timeout", "sql")) return null;
    throw error;
  }
}
