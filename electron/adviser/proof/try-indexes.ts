import { chooseUnit, type MeasuredUnit } from "../../../shared/adviser/choose-unit.ts";
import { halvesTriggers, passesBuffers, passesGate } from "../../../shared/adviser/gate.ts";
import type { Measured, RefusedCandidate } from "../../../shared/adviser/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import type { WriteSession } from "../../postgres/session.ts";
import type { BuiltIndex } from "./build-indexes.ts";
import { type MeasuredPlan, measureQuery } from "./measure-query.ts";

type Unit = MeasuredUnit<BuiltIndex>;

/** Built indexes, and the query to try them on. */
export interface Trial {
  readonly session: WriteSession;
  readonly sql: string;
  readonly base: Measured;
  readonly built: readonly BuiltIndex[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** The smallest set of indexes that proved itself (empty when none did), and why the others were left out. */
export interface TrialResult {
  readonly chosen: readonly BuiltIndex[];
  readonly after: Measured | null;
  readonly refused: readonly RefusedCandidate[];
}

/**
 * Runs the query with each index alone (the others dropped in a transaction that is rolled back), takes the smallest of
 * the best, then adds others as long as each passes the gate once more; where none helps alone, all together are tried
 * and what adds nothing is taken out again.
 */
export async function tryIndexes(trial: Trial): Promise<TrialResult> {
  const refused = new Map<BuiltIndex, RefusedCandidate>();
  const groups = groupBuilt(trial.built);
  const passed: Unit[] = [];
  for (const [place, group] of groups.entries()) {
    trial.report({ step: "running the query", done: place, total: groups.length, unit: "indexes" });
    const unit = await tryOne(trial, group, trial.base, refused);
    if (unit !== null) passed.push(unit);
  }
  let current = chooseUnit(passed) ?? (await tryTogether(trial, groups));
  if (current === undefined) return { chosen: [], after: null, refused: [...refused.values()] };
  for (const group of groups) {
    if (group.some((index) => current?.built.includes(index)) || isBeside(group, current.built)) continue;
    const more = await tryOne(trial, [...current.built, ...group], current.measured, new Map());
    if (more !== null) current = more;
  }
  const { built, measured } = current;
  const left = trial.built.filter((index) => !built.includes(index) && !refused.has(index));
  for (const index of left) refused.set(index, notChosen(index, passed));
  for (const index of built) refused.delete(index);
  return { chosen: built, after: measured, refused: [...refused.values()] };
}

/** Another index on a table that has one in the set already would only compete with it. */
function isBeside(group: readonly BuiltIndex[], chosen: readonly BuiltIndex[]): boolean {
  return group.some(({ candidate }) => chosen.some((other) => other.candidate.draft.table === candidate.draft.table));
}

/** Each index alone, except those that only help together. */
function groupBuilt(built: readonly BuiltIndex[]): readonly (readonly BuiltIndex[])[] {
  const groups = new Map<string, BuiltIndex[]>();
  for (const index of built) {
    const key = index.candidate.together ?? index.ddl.name;
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  return [...groups.values()];
}

async function tryOne(
  trial: Trial,
  group: readonly BuiltIndex[],
  base: Measured,
  refused: Map<BuiltIndex, RefusedCandidate>,
): Promise<Unit | null> {
  let run = await measureWith(trial, group, base);
  // Pages do not lie, times on a busy machine do: a second look before the index is refused for its time alone.
  if (run !== null && passesBuffers(base, run.measured) && !passesGate(base, run.measured))
    run = fasterOf(run, await measureWith(trial, group, base));
  if (run !== null && isUsed(group, run, base) && passesGate(base, run.measured))
    return { built: group, measured: run.measured };
  for (const index of group) {
    const { ddl, sizeBytes } = index;
    refused.set(index, { ddl: ddl.ddl, sizeBytes, after: run?.measured ?? null, reason: reasonOf(group, run, base) });
  }
  return null;
}

function fasterOf(one: MeasuredPlan, other: MeasuredPlan | null): MeasuredPlan {
  return other !== null && other.measured.ms < one.measured.ms ? other : one;
}

function reasonOf(group: readonly BuiltIndex[], run: MeasuredPlan | null, base: Measured): string {
  if (run === null) return "With it the query took more than twice its time.";
  if (!isUsed(group, run, base)) return "The planner does not use it.";
  const { buffers, ms } = run.measured;
  return `${base.buffers} → ${buffers} pages and ${base.ms.toFixed(1)} → ${ms.toFixed(1)} ms: not half of the pages in 70 % of the time.`;
}

function notChosen(index: BuiltIndex, passed: readonly Unit[]): RefusedCandidate {
  const unit = passed.find(({ built }) => built.includes(index));
  return {
    ddl: index.ddl.ddl,
    sizeBytes: index.sizeBytes,
    after: unit?.measured ?? null,
    reason: "It helps too; what is advised is smaller and reads about as little, or reads much less.",
  };
}

/** The statement with these indexes and none of the others; null when it ran into twice the time it took without. */
async function measureWith(
  { session, sql, built, timeoutMs, signal }: Trial,
  kept: readonly BuiltIndex[],
  base: Measured,
): Promise<MeasuredPlan | null> {
  const before = built.filter((index) => !kept.includes(index)).map(({ ddl }) => ddl.dropSql);
  const patience = Math.min(timeoutMs, Math.ceil(2 * base.ms + 2_000));
  try {
    return await measureQuery(session, { sql, timeoutMs: patience, signal, before });
  } catch (error) {
    if (isAppError(error, "timeout")) return null;
    throw error;
  }
}

function isUsed(group: readonly BuiltIndex[], { plan, measured }: MeasuredPlan, base: Measured): boolean {
  const used = new Set(plan.nodes.flatMap(({ index }) => (index === undefined ? [] : [index])));
  return group.every(
    (index) =>
      usesIndex(used, index, plan) || (index.candidate.constraint !== undefined && halvesTriggers(base, measured)),
  );
}

/** A partition's own index is named after the partition, and what it hangs on is not in the plan. */
function usesIndex(used: ReadonlySet<string>, { candidate, ddl }: BuiltIndex, plan: Plan): boolean {
  if (used.has(ddl.name)) return true;
  const isOfPartition = !plan.nodes.some(({ relation }) => relation === candidate.draft.table);
  return isOfPartition && used.size > 0;
}

/** The first index of each table together, pruned; undefined when that does not pass either. */
async function tryTogether(trial: Trial, groups: readonly (readonly BuiltIndex[])[]): Promise<Unit | undefined> {
  const tables = new Set<string>();
  const firsts = groups.filter(([index]) => {
    const table = index?.candidate.draft.table ?? "";
    return tables.has(table) ? false : tables.add(table);
  });
  if (firsts.length < 2) return undefined;
  let set = firsts.flat();
  let unit = await tryOne(trial, set, trial.base, new Map());
  if (unit === null) return undefined;
  for (const group of firsts) {
    const without = set.filter((index) => !group.includes(index));
    const fewer = without.length === 0 ? null : await tryOne(trial, without, trial.base, new Map());
    if (fewer === null || fewer.measured.buffers > 1.5 * unit.measured.buffers + 4) continue;
    set = without;
    unit = fewer;
  }
  return unit;
}
