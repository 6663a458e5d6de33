import type { Finding } from "../../findings/model.ts";
import type { QueryBudget } from "../budgets.ts";
import type { QueryGroup } from "../interval/group-queries.ts";
import type { SnapshotHead } from "../model.ts";
import type { QueriedTable } from "../tables.ts";
import type { QueryShape } from "../text/query-shape.ts";
import type { QueryTraits } from "../text/read-traits.ts";

/** A statement with what a rule may look at. */
export interface JudgedQuery {
  readonly group: QueryGroup;
  readonly traits: QueryTraits;
  readonly budget: QueryBudget | null;
  /** Null when it was not looked into: too little time, another database, or no SQL that can be read. */
  readonly shape: QueryShape | null;
}

/** The interval around a statement. */
export interface QueryScene {
  /** Length of the interval; null when it is not known. */
  readonly seconds: number | null;
  readonly server: SnapshotHead;
  /** Tables of the connection's own database. */
  readonly tables: readonly QueriedTable[];
  /** All statements of the interval, that of most time first. */
  readonly all: readonly JudgedQuery[];
  /** Statements that differ only in the lengths of their lists, by `listKey`. */
  readonly byList: ReadonlyMap<string, readonly JudgedQuery[]>;
}

/** Says what is wrong with a statement, or null. A rule counts on averages, and says "likely" where only a plan would prove it. */
export type QueryRule = (query: JudgedQuery, scene: QueryScene) => Finding | null;

const subjectCharacters = 120;

/** The statement in one line, as what a finding is about. */
export function subjectOf({ sql, queryId }: QueryGroup): string {
  const line = (sql ?? `statement ${queryId}`).replace(/\s+/g, " ").trim();
  return line.length > subjectCharacters ? `${line.slice(0, subjectCharacters)}…` : line;
}

/** A counter for one call; null where it is not counted. */
export function perCall({ group }: JudgedQuery, value: number | null): number | null {
  const calls = group.figures.counters.calls ?? 0;
  return value === null || calls === 0 ? null : value / calls;
}

/** Puts statements together for the rules. */
export function createScene({ seconds, server, tables, all }: Omit<QueryScene, "byList">): QueryScene {
  const byList = new Map<string, JudgedQuery[]>();
  for (const query of all) {
    const key = listKey(query.group);
    if (key === null) continue;
    const known = byList.get(key);
    if (known) known.push(query);
    else byList.set(key, [query]);
  }
  return { seconds, server, tables, all, byList };
}

const list = /\b(in\s*)\(\s*\$\d+(?:\s*,\s*\$\d+)+\s*\)/gi;

/** The same for statements of a database that differ only in how long their IN lists are; null without such a list. */
export function listKey({ sql, database }: QueryGroup): string | null {
  if (sql === null || sql.search(list) < 0) return null;
  return `${database} ${sql.replace(list, "$1(...)").replace(/\$\d+/g, "$")}`;
}
