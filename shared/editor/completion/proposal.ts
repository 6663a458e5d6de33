import { matchFuzzily } from "../../catalog/fuzzy.ts";

/** One offer of completion. */
export interface Proposal {
  readonly label: string;
  readonly insert: string;
  /** `insert` holds `$0` where the cursor goes; a `$` of its own is written `\$`. */
  readonly isSnippet: boolean;
  readonly kind: "schema" | "table" | "view" | "column" | "alias" | "keyword" | "function" | "type" | "join" | "star";
  /** Beside the label: a type, a schema. */
  readonly detail: string;
  /** Longer words about it; empty for none. */
  readonly about: string;
  /** Smaller stands higher. */
  readonly rank: number;
}

/** What is offered in one place, best first. */
export interface Proposals {
  readonly replace: { readonly start: number; readonly end: number };
  readonly items: readonly Proposal[];
}

/** Offers of one list; more help nobody, and a list of thousands is slow to draw. */
export const maxProposals = 200;
/** How well a name fits is worked out for so many, those that stand highest without it. */
const maxScored = 1_000;

/** A proposal of plain text. */
export function proposeText(
  kind: Proposal["kind"],
  label: string,
  insert: string,
  rank: number,
  detail = "",
): Proposal {
  return { label, insert, isSnippet: false, kind, detail, about: "", rank };
}

interface Unscored {
  readonly proposal: Proposal;
  readonly isPrefix: boolean;
  readonly order: number;
}

interface Ranked extends Unscored {
  readonly score: number;
}

/**
 * The proposals that fit what was typed: first those that begin with it, then by rank, then by how well they fit
 * (`oid` and `ordid` fit `order_id`), then in the order given.
 */
export function rankProposals(typed: string, proposals: readonly Proposal[]): readonly Proposal[] {
  const lower = typed.toLowerCase();
  const fitting = proposals.flatMap((proposal, order): Unscored[] => {
    const label = proposal.label.toLowerCase();
    return isSubsequence(lower, label) ? [{ proposal, isPrefix: label.startsWith(lower), order }] : [];
  });
  const scoreOf = ({ proposal }: Unscored) =>
    lower === "" ? 0 : (matchFuzzily(lower, proposal.label.slice(0, 80))?.score ?? -100);
  return highest(fitting)
    .map((one): Ranked => ({ ...one, score: scoreOf(one) }))
    .sort((left, right) => byPlace(left, right) || right.score - left.score || left.order - right.order)
    .slice(0, maxProposals)
    .map(({ proposal }) => proposal);
}

function highest(fitting: readonly Unscored[]): readonly Unscored[] {
  if (fitting.length <= maxScored) return fitting;
  return [...fitting].sort((left, right) => byPlace(left, right) || left.order - right.order).slice(0, maxScored);
}

function byPlace(left: Unscored, right: Unscored): number {
  return Number(right.isPrefix) - Number(left.isPrefix) || left.proposal.rank - right.proposal.rank;
}

/** The cheap test that most names fail, so that tens of thousands of them cost little. Both in lower case. */
export function isSubsequence(typed: string, label: string): boolean {
  let at = 0;
  for (let index = 0; index < typed.length; index++) {
    at = label.indexOf(typed[index] ?? "", at) + 1;
    if (at === 0) return false;
  }
  return true;
}
