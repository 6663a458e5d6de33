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

interface Ranked {
  readonly proposal: Proposal;
  readonly isPrefix: boolean;
  readonly score: number;
  readonly order: number;
}

/**
 * The proposals that fit what was typed: first those that begin with it, then by rank, then by how well they fit
 * (`oid` and `ordid` fit `order_id`), then in the order given.
 */
export function rankProposals(typed: string, proposals: readonly Proposal[]): readonly Proposal[] {
  const lower = typed.toLowerCase();
  const fitting = proposals.flatMap((proposal, order): Ranked[] => {
    const label = proposal.label.toLowerCase();
    if (!isSubsequence(lower, label)) return [];
    const isPrefix = label.startsWith(lower);
    const score = lower === "" ? 0 : (matchFuzzily(lower, proposal.label.slice(0, 80))?.score ?? -100);
    return [{ proposal, isPrefix, score, order }];
  });
  return fitting
    .sort(
      (left, right) =>
        Number(right.isPrefix) - Number(left.isPrefix) ||
        left.proposal.rank - right.proposal.rank ||
        right.score - left.score ||
        left.order - right.order,
    )
    .slice(0, maxProposals)
    .map(({ proposal }) => proposal);
}

/** The cheap test that most names fail, so that tens of thousands of them cost little. */
function isSubsequence(typed: string, label: string): boolean {
  let at = 0;
  for (let index = 0; index < typed.length; index++) {
    at = label.indexOf(typed[index] ?? "", at) + 1;
    if (at === 0) return false;
  }
  return true;
}
