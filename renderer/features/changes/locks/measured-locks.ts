import { type LockClass, lockClassOf, lockStrength } from "../../../../shared/changes/lock-class.ts";
import type { RehearsedStatement } from "../../../../shared/changes/model.ts";
import { releaseTimes } from "./lock-timeline.ts";

/** What one statement kept others from doing on relations that existed before it, as it was measured. */
export interface MeasuredLock {
  readonly lockClass: LockClass;
  /** The mode as Postgres prints it. */
  readonly mode: string;
  /** Tables first; an index is named only when no table was locked as strongly. */
  readonly relations: readonly string[];
  /** The longest of them. */
  readonly heldMs: number;
}

/** The strongest lock of the statement at `place` among those of its pass; null when it blocks neither reads nor writes. */
export function measuredLock(statements: readonly RehearsedStatement[], place: number): MeasuredLock | null {
  const statement = statements[place];
  const strong = statement?.locks.filter(({ mode }) => lockStrength(lockClassOf(mode)) >= lockStrength("writes")) ?? [];
  const [strongest] = [...strong].sort((a, b) => lockStrength(lockClassOf(b.mode)) - lockStrength(lockClassOf(a.mode)));
  if (!statement || !strongest) return null;
  const same = strong.filter((lock) => lockClassOf(lock.mode) === lockClassOf(strongest.mode));
  const tables = same.filter((lock) => lock.relationKind !== "index");
  const shown = tables.length > 0 ? tables : same;
  const { startMs, releaseMs } = releaseTimes(statements)[place] ?? { startMs: 0, releaseMs: 0 };
  return {
    lockClass: lockClassOf(strongest.mode),
    mode: strongest.mode,
    relations: [...new Set(shown.map((lock) => lock.relation))].sort(),
    heldMs: Math.max(...shown.map(({ fromMs, toMs }) => (toMs ?? releaseMs) - (fromMs ?? startMs))),
  };
}
