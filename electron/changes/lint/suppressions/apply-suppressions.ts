import type { LintRule, RuleHit } from "../rule.ts";
import type { Suppression } from "./find-suppressions.ts";

/** A hit with the comment that answers it, if one does. */
export interface AnsweredHit {
  readonly rule: LintRule;
  readonly hit: RuleHit;
  readonly suppression: Suppression | null;
}

/** What is wrong with a comment that should answer a finding. */
export interface SuppressionProblem {
  readonly code: "ignore-without-reason" | "ignore-of-nothing";
  readonly suppression: Suppression;
  readonly message: string;
}

/**
 * Gives each hit its comment. One of ours without a reason answers nothing; squawk's, which has no place for one, does.
 * `unheard` are hits that are no findings here (an empty table) and may be elsewhere: their comments have a purpose too.
 */
export function applySuppressions(
  hits: readonly { readonly rule: LintRule; readonly hit: RuleHit }[],
  unheard: readonly { readonly rule: LintRule; readonly hit: RuleHit }[],
  suppressions: readonly Suppression[],
  rules: { readonly known: readonly LintRule[]; readonly run: ReadonlySet<LintRule> },
): { readonly hits: readonly AnsweredHit[]; readonly problems: readonly SuppressionProblem[] } {
  const answering = suppressions.filter(({ form, reason }) => form === "squawk" || reason !== null);
  const answered = hits.map(({ rule, hit }) => {
    return { rule, hit, suppression: answering.find((one) => answers(one, rule, hit)) ?? null };
  });
  const all = [...hits, ...unheard];
  const problems = suppressions.flatMap((suppression): readonly SuppressionProblem[] => {
    const missing = suppression.reason === null ? [withoutReason(suppression)] : [];
    return [...missing, ...nothingFound(suppression, all, rules)];
  });
  return { hits: answered, problems };
}

function answers({ codes, statementIndex }: Suppression, rule: LintRule, hit: RuleHit): boolean {
  const isPlace = statementIndex === null || hit.statementIndex === null || statementIndex === hit.statementIndex;
  return isPlace && (codes.length === 0 || codes.some((code) => isNamed(rule, code)));
}

function isNamed({ code, aliases }: LintRule, name: string): boolean {
  return code === name || aliases.includes(name);
}

function withoutReason(suppression: Suppression): SuppressionProblem {
  const names = suppression.codes.join(", ");
  const message =
    suppression.form === "squawk"
      ? `It says nothing of why. Write -- steward:ignore ${names}: and the reason.`
      : `It answers nothing, because it says nothing of why. Write the reason behind a colon: -- steward:ignore ${names}: reason.`;
  return { code: "ignore-without-reason", suppression, message };
}

function nothingFound(
  suppression: Suppression,
  hits: readonly { readonly rule: LintRule; readonly hit: RuleHit }[],
  { known, run }: { readonly known: readonly LintRule[]; readonly run: ReadonlySet<LintRule> },
): readonly SuppressionProblem[] {
  const problem = (message: string): SuppressionProblem => ({ code: "ignore-of-nothing", suppression, message });
  if (suppression.codes.length === 0) {
    if (suppression.form === "steward") return [problem("It names no rule.")];
    return hits.some(({ rule, hit }) => answers(suppression, rule, hit))
      ? []
      : [problem("There is nothing to ignore.")];
  }
  return suppression.codes.flatMap((code) => {
    const named = known.filter((rule) => isNamed(rule, code));
    if (named.length === 0) return [problem(`There is no rule ${code}.`)];
    const wasRun = named.some((rule) => run.has(rule));
    const isHit = hits.some(({ rule, hit }) => isNamed(rule, code) && answers(suppression, rule, hit));
    return !wasRun || isHit ? [] : [problem(`${code} finds nothing here. Remove the comment.`)];
  });
}
