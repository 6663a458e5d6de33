import { isAppError } from "../../../ipc/app-error.ts";
import type { JsonValue } from "../../json/exact-json.ts";
import { findDocuments } from "./find-documents.ts";

const leastWidth = 40;

/**
 * The documents of a text whose lines a terminal or a mail may have broken, in the middle of words or at blanks. Throws
 * what reading it as it stands throws.
 */
export function readWrappedJson(lines: readonly string[]): readonly JsonValue[] {
  let first: unknown = null;
  for (const join of [joinAsIs, joinFullLines, joinInsideStrings]) {
    try {
      return findDocuments(join(lines));
    } catch (error) {
      if (!isAppError(error, "invalidInput")) throw error;
      first ??= error;
    }
  }
  throw first;
}

const joinAsIs = (lines: readonly string[]) => lines.join("\n");

/** Lines as wide as the widest were broken there; nothing stood between them and the next. */
function joinFullLines(lines: readonly string[]): string {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (width < leastWidth) return joinAsIs(lines);
  return lines.map((line) => (line.length === width ? line : `${line}\n`)).join("");
}

/** A string goes on in the next line: a blank stood there. */
function joinInsideStrings(lines: readonly string[]): string {
  const parts: string[] = [];
  let isInside = false;
  for (const line of lines) {
    parts.push(isInside ? ` ${line.trimStart()}` : `\n${line}`);
    for (const [character] of line.matchAll(/\\.|"/g)) if (character === '"') isInside = !isInside;
  }
  return parts.join("");
}
