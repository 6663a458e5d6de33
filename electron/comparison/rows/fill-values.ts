import { keptCharacters, type RowDifference } from "../../../shared/comparison/rows-model.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { WriteSession } from "../../postgres/session.ts";
import type { TablePlan } from "./plan-table.ts";
import { type RowsSource, valuesSql } from "./rows-sql.ts";
import { both, type SessionPair } from "./session-pair.ts";

/** A row that differs, by its key alone. */
export interface FoundDifference {
  readonly kind: RowDifference["kind"];
  readonly key: readonly string[];
}

interface ValuesQuestion {
  readonly plan: TablePlan;
  readonly sources: readonly [from: RowsSource, to: RowsSource];
  readonly found: readonly FoundDifference[];
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

type Values = readonly (string | null)[];

const batchRows = 200;
/** All values that are kept of one table, together. */
const budgetCharacters = 32 * 1024 * 1024;
const cause = "comparison: values";

/** Reads the values of rows that differ, as many as memory is given for, ordered by their key. */
export async function fillValues(sessions: SessionPair, question: ValuesQuestion): Promise<readonly RowDifference[]> {
  const { plan, sources, found, signal, report } = question;
  const filled: RowDifference[] = [];
  let characters = 0;
  for (let at = 0; at < found.length && characters < budgetCharacters; at += batchRows) {
    const batch = found.slice(at, at + batchRows);
    report({ step: "Reading the values that differ", done: at, total: found.length, unit: "rows" });
    const keysOf = (other: RowDifference["kind"]) => batch.filter(({ kind }) => kind !== other).map(({ key }) => key);
    const read = (session: WriteSession, side: 0 | 1, keys: readonly (readonly string[])[]) =>
      readValues(session, valuesSql(sources[side], plan.keyTypes[side]), plan.key.length, keys, signal);
    const [from, to] = await both(read(sessions.from, 0, keysOf("onlyTo")), read(sessions.to, 1, keysOf("onlyFrom")));
    for (const { kind, key } of batch) {
      const name = JSON.stringify(key);
      const row = toDifference(kind, key, from.get(name) ?? null, to.get(name) ?? null);
      characters += sizeOf(row.from) + sizeOf(row.to);
      filled.push(row);
    }
  }
  return filled.sort((left, right) => compareForPeople(left.key, right.key));
}

async function readValues(
  session: WriteSession,
  sql: string,
  keyLength: number,
  keys: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Values>> {
  if (keys.length === 0) return new Map();
  const lists = Array.from({ length: keyLength }, (_, at) => keys.map((key) => key[at] ?? ""));
  const answer = await session.query(sql, lists, { signal, cause });
  return new Map(answer.rows.map((row) => [JSON.stringify(row.slice(0, keyLength)), row.slice(keyLength)]));
}

function toDifference(
  kind: RowDifference["kind"],
  key: readonly string[],
  from: Values | null,
  to: Values | null,
): RowDifference {
  const isLong = (value: string | null) => value !== null && value.length > keptCharacters;
  const cut = (values: Values | null) =>
    values?.map((value) => (isLong(value) ? (value?.slice(0, keptCharacters) ?? null) : value)) ?? null;
  const isCut = [...(from ?? []), ...(to ?? [])].some(isLong);
  return { kind, key, from: cut(from), to: cut(to), isCut };
}

function sizeOf(values: Values | null): number {
  return values?.reduce((sum, value) => sum + (value?.length ?? 0), 0) ?? 0;
}

/** Numbers by their value, the rest by its text. */
function compareForPeople(left: readonly string[], right: readonly string[]): number {
  for (const [at, text] of left.entries()) {
    const other = right[at] ?? "";
    if (text === other) continue;
    const [a, b] = [Number(text), Number(other)];
    return Number.isNaN(a) || Number.isNaN(b) || a === b ? (text < other ? -1 : 1) : a - b;
  }
  return 0;
}
