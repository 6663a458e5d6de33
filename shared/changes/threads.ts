import type { ChangeComment } from "./model.ts";

/** One remark of a thread as it reads now. */
export interface ThreadRemark {
  /** The reply; null for the thread's first comment. */
  readonly id: string | null;
  readonly person: string;
  readonly at: string;
  readonly text: string;
  /** What it said before each edit, oldest first. */
  readonly earlier: readonly { readonly text: string; readonly at: string }[];
}

/** A thread: its remarks in order, and whether it was settled, by whom. */
export interface Thread {
  readonly id: string;
  readonly remarks: readonly ThreadRemark[];
  readonly isResolved: boolean;
  readonly settledBy: string | null;
}

/** Reads the entries below a comment, oldest first. Edits replace what is shown and keep what was there. */
export function describeThread(comment: ChangeComment): Thread {
  const remarks: ThreadRemark[] = [{ ...firstRemark(comment), earlier: [] }];
  let settled: { readonly isResolved: boolean; readonly by: string } | null = null;
  for (const { id, person, at, kind, edits, text } of comment.entries) {
    if (kind === "reply") remarks.push({ id, person, at, text, earlier: [] });
    else if (kind !== "edit") settled = { isResolved: kind === "resolve", by: person };
    else {
      const place = remarks.findIndex((remark) => remark.id === edits);
      const old = remarks[place];
      if (old) remarks[place] = { ...old, at, text, earlier: [...old.earlier, { text: old.text, at: old.at }] };
    }
  }
  return { id: comment.id, remarks, isResolved: settled?.isResolved ?? false, settledBy: settled?.by ?? null };
}

function firstRemark({ person, at, text }: ChangeComment) {
  return { id: null, person, at, text };
}

/** Threads that nobody has settled. */
export function openThreads(comments: readonly ChangeComment[]): number {
  return comments.filter((comment) => !describeThread(comment).isResolved).length;
}
