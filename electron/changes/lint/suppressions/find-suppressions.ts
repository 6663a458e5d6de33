import { setImmediate } from "node:timers/promises";
import { scanWords } from "../../../../shared/sql/scan-words.ts";
import type { PreparedStatement } from "../../script/prepare-script.ts";

/** A comment that answers findings. */
export interface Suppression {
  /** Rules by code or alias; empty: all of them (squawk's short form). */
  readonly codes: readonly string[];
  readonly reason: string | null;
  /** `steward:ignore`, or squawk's `squawk-ignore`, which knows no reasons. */
  readonly form: "steward" | "squawk";
  /** 0-based statement; null: the whole script. */
  readonly statementIndex: number | null;
  /** 1-based line of the comment. */
  readonly line: number;
}

/** Comments of ours and of squawk; the part behind the colon is the reason. */
const form = /^--\s*(steward:ignore|squawk-ignore)(-file)?(?:\s+([\w-]+(?:\s*,\s*[\w-]+)*))?\s*(?::\s*(.*?)\s*)?$/;
const turnMs = 10;

/**
 * Finds them, in the order of the script. A comment in or right behind a statement, on its line, is about that one; one before it
 * is about the next; `-file` is about all. What only looks like a comment, in a string, is none.
 */
export async function findSuppressions(
  text: string,
  statements: readonly PreparedStatement[],
): Promise<readonly Suppression[]> {
  if (!/steward:ignore|squawk-ignore/.test(text)) return [];
  const found: Suppression[] = [];
  let [at, line, since] = [0, 1, performance.now()];
  const read = (start: number, end: number, indexOf: (offset: number) => number | null) => {
    const part = text.slice(start, end);
    if (!part.includes("ignore")) return;
    for (const word of scanWords(part)) {
      if (word.kind !== "comment") continue;
      const before = text.slice(start, start + word.start);
      const suppression = parse(
        part.slice(word.start, word.end),
        line + countLines(before),
        indexOf(start + word.start),
      );
      if (suppression) found.push(suppression);
    }
  };
  for (const { index, offset, sql } of statements) {
    const endOfLine = lineEnd(text, at);
    read(at, offset, (place) => (index > 0 && place < endOfLine ? index - 1 : index));
    line += countLines(text.slice(at, offset));
    read(offset, offset + sql.length, () => index);
    line += countLines(sql);
    at = offset + sql.length;
    if (performance.now() - since < turnMs) continue;
    await setImmediate();
    since = performance.now();
  }
  const endOfLine = lineEnd(text, at);
  read(at, text.length, (place) => (place < endOfLine && statements.length > 0 ? statements.length - 1 : null));
  return found;
}

function parse(comment: string, line: number, statementIndex: number | null): Suppression | null {
  const match = form.exec(comment.trimEnd());
  if (!match) return null;
  const [, word, file, codes, reason] = match;
  return {
    codes: codes?.split(",").map((code) => code.trim()) ?? [],
    reason: reason ? reason : null,
    form: word === "squawk-ignore" ? "squawk" : "steward",
    statementIndex: file ? null : statementIndex,
    line,
  };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}
