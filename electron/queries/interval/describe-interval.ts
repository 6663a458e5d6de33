import { setImmediate } from "node:timers/promises";
import { budgetOf, isOverBudget, type QueryBudgets } from "../../../shared/queries/budgets.ts";
import type { ListedQuery, QueryDetails, QueryInterval } from "../../../shared/queries/contract.ts";
import { createScene, type JudgedQuery, type QueryScene } from "../../../shared/queries/findings/query-rule.ts";
import { judgeQuery } from "../../../shared/queries/findings/registry.ts";
import { type EntryFilter, groupQueries, timeOfAll } from "../../../shared/queries/interval/group-queries.ts";
import { type SnapshotChange, subtractSnapshots } from "../../../shared/queries/interval/subtract-snapshots.ts";
import type { QuerySnapshot, QueryTexts } from "../../../shared/queries/model.ts";
import type { ShapeCache } from "../judging/shape-cache.ts";
import type { TraitsCache } from "./traits-cache.ts";

/** What an interval is made of. */
export interface IntervalSource {
  readonly from: QuerySnapshot | null;
  readonly to: QuerySnapshot;
  readonly texts: QueryTexts;
  readonly budgets: QueryBudgets;
  readonly filter: EntryFilter;
}

/** What remembers texts that were read. */
export interface IntervalReaders {
  readonly traits: TraitsCache;
  readonly shapes: ShapeCache;
}

const listedAtMost = 5_000;
const listedCharacters = 300;

/** An interval whose statements are joined and can be judged. */
export interface JudgedInterval {
  readonly change: SnapshotChange;
  readonly to: QuerySnapshot;
  readonly totalMs: number;
  readonly scene: QueryScene;
}

/** Takes two snapshots apart and joins what belongs together, in turns of main. */
export async function judgeInterval(
  source: IntervalSource,
  { traits, shapes }: IntervalReaders,
): Promise<JudgedInterval> {
  const { from, to, texts, budgets, filter } = source;
  const change = subtractSnapshots(from, to);
  await setImmediate();
  const totalMs = timeOfAll(change.queries);
  const groups = groupQueries(change.queries, texts, filter, totalMs);
  const found = await traits.readAll(groups.map(({ sql }) => sql));
  const candidates = groups.map(({ sql, database, figures: { counters } }) => {
    return { sql, database, execMs: counters.execMs ?? 0, calls: counters.calls ?? 0 };
  });
  const made = await shapes.readAll(candidates, to.database);
  const all = groups.flatMap((group, index): readonly JudgedQuery[] => {
    const one = found[index];
    if (!one) return [];
    const shape = (group.database === to.database && made.get(group.sql ?? "")) || null;
    return [{ group, traits: one, budget: budgetOf(one, group.figures, budgets), shape }];
  });
  return { change, to, totalMs, scene: createScene({ seconds: change.seconds, server: to, tables: to.tables, all }) };
}

/** The list of an interval; every word of `text` stands in the statement, in whatever case. */
export async function listInterval(interval: JudgedInterval, text: string): Promise<QueryInterval> {
  const { change, to, totalMs, scene } = interval;
  const { queries: entries, ...rest } = change;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = scene.all.filter(({ group }) => {
    const sql = group.sql?.toLowerCase() ?? "";
    return words.every((word) => sql.includes(word) || group.queryId === word);
  });
  const queries: ListedQuery[] = [];
  for (const [index, query] of fitting.slice(0, listedAtMost).entries()) {
    if (index % 500 === 499) await setImmediate();
    queries.push(listOne(query, scene));
  }
  const { queries: _queries, tables: _tables, ...head } = to;
  return {
    ...rest,
    to: head,
    totalMs,
    queries,
    unlisted: fitting.length - queries.length,
    databases: namesOf(entries.map(({ database }) => database)),
    users: namesOf(entries.map(({ user }) => user)),
  };
}

/** One statement with all that is known; null when it is not of the interval. */
export function detailsOf(interval: JudgedInterval, queryId: string, database: string): QueryDetails | null {
  const { scene } = interval;
  const query = scene.all.find(
    ({ group }) => group.queryId === queryId && group.parts.some((part) => part.database === database),
  );
  if (!query) return null;
  const { group, traits, budget } = query;
  const { sql, figures, parts } = group;
  return { queryId, database, sql, traits, figures, budget, parts, findings: judgeQuery(query, scene) };
}

function listOne(query: JudgedQuery, scene: QueryScene): ListedQuery {
  const { group, traits, budget } = query;
  return {
    queryId: group.queryId,
    database: group.database,
    sql: group.sql === null ? null : group.sql.slice(0, listedCharacters),
    traits,
    figures: group.figures,
    budget,
    isOverBudget: isOverBudget(budget, group.figures),
    partCount: group.parts.length,
    findings: judgeQuery(query, scene).map(({ code, severity }) => ({ code, severity })),
  };
}

function namesOf(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
