import { type SqlWord, scanWords, wordsAround } from "../../../sql/scan-words.ts";
import { expectAt } from "./expect-at.ts";
import type { Expectation } from "./expectation.ts";
import { findPlace, type Place } from "./find-place.ts";
import { type Item, isName, isSign, toWordTree } from "./word-tree.ts";

/** What can be completed at a cursor, read from the text alone. Offsets are UTF-16 offsets of the text. */
export interface Situation {
  /** The word that is being typed, unquoted, up to the cursor. */
  readonly prefix: string;
  /** What a proposal replaces. */
  readonly replace: { readonly start: number; readonly end: number };
  /** `a`, `b` of `a.b.|`; empty without a dot. */
  readonly qualifier: readonly string[];
  readonly expectation: Expectation;
  readonly place: Place | null;
}

/** Text around the cursor that is looked at: a script of megabytes is not read for every key. */
const maxCharacters = 200_000;

/** Reads the statement around `offset`, however incomplete it is. */
export function readSituation(text: string, offset: number): Situation {
  if (text.length <= maxCharacters) return readNear(text, offset, false);
  const from = Math.max(0, text.lastIndexOf(";\n", Math.max(0, offset - maxCharacters / 2)));
  const near = readNear(text.slice(from, offset + maxCharacters / 2), offset - from, false);
  return shift(near, from);
}

function readNear(text: string, offset: number, isBody: boolean): Situation {
  const all = scanWords(text);
  const within = all.find((word) => isInside(word, offset));
  if (within?.kind === "literal") {
    const body = bodyOf(all, within);
    if (body && offset >= body.start && offset <= body.end)
      return shift(readNear(text.slice(body.start, body.end), offset - body.start, true), body.start);
  }
  const here = { start: offset, end: offset };
  if (within && within.kind !== "quotedName")
    return { prefix: "", replace: here, qualifier: [], expectation: { kind: "nothing" }, place: null };
  const words = wordsAround(all, offset).filter(({ kind }) => kind !== "comment");
  const typed = words.find(
    (word) => isName(word) && word.start < offset && offset <= word.end && !isEnded(word, offset),
  );
  const start = typed?.start ?? offset;
  const prefix = typed ? prefixOf(text.slice(start, offset)) : "";
  const qualifier = qualifierAt(words, start);
  const tree = toWordTree(words, text.length);
  const place = findPlace(tree, start, isBody);
  const before = start - qualifierLength(words, start, qualifier.length);
  const expectation = expectAt(place, before, start);
  // The editor has closed the quote already: it belongs to the name.
  const end = typed?.kind === "quotedName" && !typed.isOpen ? typed.end : offset;
  return { prefix, replace: { start, end }, qualifier, expectation, place };
}

function isInside(word: SqlWord, offset: number): boolean {
  if (word.kind === "name" || word.kind === "sign") return false;
  if (word.kind === "literal" && !/['$]/.test(word.text)) return word.start < offset && offset <= word.end;
  return word.start < offset && (offset < word.end || (word.isOpen && offset <= word.end));
}

/** A quoted name with the cursor behind its closing quote is complete. */
function isEnded(word: SqlWord, offset: number): boolean {
  return word.kind === "quotedName" && !word.isOpen && word.end === offset;
}

function prefixOf(typed: string): string {
  return typed.startsWith('"') ? typed.slice(1).replaceAll('""', '"') : typed;
}

/** The text between dollar quotes when it is the body of DO or of a routine. */
function bodyOf(words: readonly SqlWord[], literal: SqlWord): { start: number; end: number } | null {
  const before = words[words.indexOf(literal) - 1];
  const tag = /^\$\w*\$/.exec(literal.text)?.[0];
  if (tag === undefined || before?.kind !== "name" || !["as", "do"].includes(before.text)) return null;
  return { start: literal.start + tag.length, end: literal.end - (literal.isOpen ? 0 : tag.length) };
}

function qualifierAt(words: readonly SqlWord[], start: number): readonly string[] {
  const before = words.filter((word) => word.end <= start);
  const path: string[] = [];
  for (let at = before.length - 1; at > 0 && isSign(before[at], "."); at -= 2) {
    const name = before[at - 1];
    if (!isName(name)) break;
    path.unshift(name.text);
  }
  return path;
}

function qualifierLength(words: readonly Item[], start: number, names: number): number {
  const before = words.filter((word) => word.end <= start);
  return names === 0 ? 0 : start - (before.at(-2 * names)?.start ?? start);
}

function shift(situation: Situation, by: number): Situation {
  const { replace, expectation } = situation;
  return {
    ...situation,
    replace: { start: replace.start + by, end: replace.end + by },
    expectation: expectation.kind === "star" ? { ...expectation, start: expectation.start + by } : expectation,
  };
}
