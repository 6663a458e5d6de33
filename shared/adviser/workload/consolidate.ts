import type { QueryAdvice, Recommendation } from "../model.ts";
import type { WorkloadRecommendation } from "./model.ts";

/** The advice for one query of the workload. */
export interface AnsweredQuery {
  /** Its place in the workload. */
  readonly query: number;
  readonly calls: number;
  readonly advice: QueryAdvice;
}

/** The keys of a plain b-tree that is advised; null for every other index, which stands for itself. */
function plainKeys({ ddl }: Recommendation): readonly string[] | null {
  const match = /^CREATE INDEX(?: CONCURRENTLY)? \S+\n {2}ON (.*) \((.*)\);$/.exec(ddl);
  return match?.[2] === undefined || /[()']| INCLUDE |USING/.test(match[1] + match[2]) ? null : match[2].split(", ");
}

/** Whether the second index does what the first one does: the same, or one whose first keys are the first one's. */
export function isServedBy(one: Recommendation, other: Recommendation): boolean {
  if (one.schema !== other.schema || one.table !== other.table) return false;
  const [keys, others] = [plainKeys(one), plainKeys(other)];
  if (keys === null || others === null) return bodyOf(one) === bodyOf(other);
  return keys.length <= others.length && keys.every((key, place) => key === others[place]);
}

function bodyOf({ ddl }: Recommendation): string {
  return ddl.slice(ddl.indexOf("\n"));
}

/**
 * One list of indexes for many queries: the same index once, and one that another starts with left out in its favour.
 * The most useful first. The figures of each query are those that its own index gave.
 */
export function consolidate(answered: readonly AnsweredQuery[]): readonly WorkloadRecommendation[] {
  const all = answered.flatMap(({ query, calls, advice }) =>
    advice.recommendations.map((recommendation) => ({ query, calls, recommendation })),
  );
  const kept: Recommendation[] = [];
  for (const { recommendation } of all.toSorted((a, b) => width(b.recommendation) - width(a.recommendation)))
    if (!kept.some((other) => isServedBy(recommendation, other))) kept.push(recommendation);
  const merged = kept.map((recommendation) => {
    const own = all.filter((one) => isServedBy(one.recommendation, recommendation));
    const served = own.filter((one) => kept.find((other) => isServedBy(one.recommendation, other)) === recommendation);
    const saved = served.reduce((sum, one) => sum + one.calls * savedMs(one.recommendation), 0);
    const helps = served.map(({ query, recommendation: { before, after } }) => ({ query, before, after }));
    return { recommendation: { ...recommendation, helps }, saved };
  });
  return merged.toSorted((a, b) => b.saved - a.saved).map(({ recommendation }) => recommendation);
}

function width(recommendation: Recommendation): number {
  return plainKeys(recommendation)?.length ?? 0;
}

function savedMs({ before, after }: Recommendation): number {
  return before === null || after === null ? 0 : before.ms + before.triggerMs - after.ms - after.triggerMs;
}
