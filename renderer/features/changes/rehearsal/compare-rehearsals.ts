import type { RehearsalReport, RehearsalSummary, RehearsedStatement } from "../../../../shared/changes/model.ts";
import { upStatements } from "./rehearsal-figures.ts";

/** One statement in this rehearsal and in the one before. A time is null where it did not run. */
export interface ComparedStatement {
  readonly key: string;
  /** 1-based. */
  readonly number: number;
  readonly kind: string;
  readonly beforeMs: number | null;
  readonly nowMs: number | null;
  readonly isSameSql: boolean;
}

/** The newest rehearsal of the same migrations before this one; null when there is none. */
export function previousRehearsal(
  summaries: readonly RehearsalSummary[],
  report: Pick<RehearsalReport, "hash" | "migrationIds">,
): RehearsalSummary | null {
  const ids = report.migrationIds.join();
  const place = summaries.findIndex(({ hash }) => hash === report.hash);
  if (place < 0) return null;
  return summaries.slice(place + 1).find(({ migrationIds }) => migrationIds.join() === ids) ?? null;
}

/** The statements of the first up of both, in order; those that only the earlier one had come last. */
export function compareStatements(before: RehearsalReport, now: RehearsalReport): readonly ComparedStatement[] {
  const keyOf = ({ migrationId, index }: RehearsedStatement) => `${migrationId} ${index}`;
  const earlier = new Map(upStatements(before).map((one) => [keyOf(one), one]));
  const later = upStatements(now);
  const keys = new Set(later.map(keyOf));
  const gone = [...earlier.values()].filter((one) => !keys.has(keyOf(one)));
  return [
    ...later.map((one) => compared(keyOf(one), earlier.get(keyOf(one)) ?? null, one)),
    ...gone.map((one) => compared(keyOf(one), one, null)),
  ];
}

function compared(key: string, before: RehearsedStatement | null, now: RehearsedStatement | null): ComparedStatement {
  const one = now ?? before;
  return {
    key,
    number: (one?.index ?? 0) + 1,
    kind: one?.kind ?? "",
    beforeMs: before?.durationMs ?? null,
    nowMs: now?.durationMs ?? null,
    isSameSql: before?.sql === now?.sql,
  };
}

/** What else is different, in words. */
export function comparedInWords(before: RehearsalReport, now: RehearsalReport): string {
  const parts = [before.scriptsSha256 === now.scriptsSha256 ? "the same scripts" : "the scripts were changed since"];
  if (before.outcome !== now.outcome) parts.push(`then ${outcomes[before.outcome]}`);
  if (before.class !== now.class) parts.push(`then ${before.class}`);
  if (before.schema.before !== now.schema.before) parts.push("another schema to begin with");
  return parts.join(", ");
}

const outcomes = {
  passed: "passed",
  noDown: "without a down script",
  failed: "failed",
  schemaDiffers: "with another schema after down",
} as const;
