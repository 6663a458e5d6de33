/** How well a name fits a search: larger is better. `positions` are the indexes of the characters that matched. */
export interface FuzzyMatch {
  readonly score: number;
  readonly positions: readonly number[];
}

const startOfName = 12;
const startOfWord = 9;
const consecutive = 7;
const plain = 1;
const unmatched = 0.2;

/**
 * Matches the characters of `text`, in order, somewhere in `name`, without regard to case or blanks. Starts of words
 * (after `_`, `-`, `.`, a blank, at a capital or a number: `re` fits `run_events`, `RunEvents` and `RunHTTPEvents`) and runs of characters count
 * more; of names that fit alike the shorter wins. Null when it does not fit.
 */
export function matchFuzzily(text: string, name: string): FuzzyMatch | null {
  const wanted = [...text.toLowerCase()].filter((character) => character.trim() !== "");
  const have = [...name];
  const lower = have.map((character) => character.toLowerCase());
  if (wanted.length === 0) return { score: 0, positions: [] };
  if (wanted.length > have.length) return null;
  const worth = have.map((_, index) => (index === 0 ? startOfName : isWordStart(have, index) ? startOfWord : plain));
  const paths = bestPaths(wanted, lower, worth);
  const last = paths.at(-1) ?? [];
  let end = -1;
  last.forEach((cell, index) => {
    if (cell && (end < 0 || cell.score > (last[end]?.score ?? 0))) end = index;
  });
  if (end < 0) return null;
  const positions: number[] = [];
  for (let row = paths.length - 1, at = end; row >= 0; row--) {
    positions.unshift(at);
    at = paths[row]?.[at]?.from ?? -1;
  }
  const score = (last[end]?.score ?? 0) - unmatched * (have.length - wanted.length);
  return { score, positions: toUtf16(have, positions) };
}

interface Cell {
  readonly score: number;
  /** Where the character before stands; -1 for the first. */
  readonly from: number;
}

/** For every wanted character the best score with it at each place, or undefined where it cannot stand. */
function bestPaths(
  wanted: readonly string[],
  lower: readonly string[],
  worth: readonly number[],
): (Cell | undefined)[][] {
  const paths: (Cell | undefined)[][] = [];
  for (const [row, character] of wanted.entries()) {
    const before = paths[row - 1];
    let bestBefore: number = -1;
    const cells = lower.map((have, index): Cell | undefined => {
      const previous = before?.[index - 1];
      if (previous && (bestBefore < 0 || previous.score > (before?.[bestBefore]?.score ?? 0))) bestBefore = index - 1;
      if (have !== character) return undefined;
      if (row === 0) return { score: worth[index] ?? 0, from: -1 };
      if (bestBefore < 0) return undefined;
      const jump = (before?.[bestBefore]?.score ?? 0) + (worth[index] ?? 0);
      const run = previous ? previous.score + Math.max(consecutive, worth[index] ?? 0) : -1;
      return run >= jump ? { score: run, from: index - 1 } : { score: jump, from: bestBefore };
    });
    paths.push(cells);
  }
  return paths;
}

function isWordStart(name: readonly string[], index: number): boolean {
  const before = name[index - 1] ?? "";
  const here = name[index] ?? "";
  if (/[\s_.\-/]/u.test(before)) return !/[\s_.\-/]/u.test(here);
  if (/\p{N}/u.test(here)) return !/\p{N}/u.test(before);
  if (!/\p{Lu}/u.test(here)) return false;
  // In HTTPServer the S starts a word too: a capital before a small letter.
  return !/\p{Lu}/u.test(before) || /\p{Ll}/u.test(name[index + 1] ?? "");
}

/** Positions by code point as UTF-16 offsets, which is what text on screen is cut by. */
function toUtf16(characters: readonly string[], positions: readonly number[]): number[] {
  const offsets: number[] = [];
  let offset = 0;
  characters.forEach((character, index) => {
    if (positions.includes(index)) offsets.push(offset);
    offset += character.length;
  });
  return offsets;
}
