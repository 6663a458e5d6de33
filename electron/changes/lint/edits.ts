import type { TextEdit } from "../../../shared/changes/text-edits.ts";
import { scanWords } from "../../../shared/sql/scan-words.ts";
import type { PreparedStatement } from "../script/prepare-script.ts";

/** Longer statements are not searched for words: their fixes would be no help to read. */
const maxLength = 100_000;

/** Inserts text behind the first of the statement's words that is `word`; null where it has none. */
export function insertAfterWord(statement: PreparedStatement, word: string, text: string): TextEdit | null {
  const found = wordsOf(statement).find((one) => one.kind === "name" && one.text === word);
  return found ? insertAt(statement.offset + found.end, text) : null;
}

/** Appends text to the statement, before its semicolon. */
export function appendTo(statement: PreparedStatement, text: string): TextEdit {
  const last = wordsOf(statement).findLast((one) => one.kind !== "comment");
  return insertAt(statement.offset + (last?.end ?? statement.sql.length), text);
}

/** Puts lines before the statement, each on its own. */
export function insertBefore(statement: PreparedStatement, lines: readonly string[]): TextEdit {
  return insertAt(statement.offset, lines.map((line) => `${line}\n`).join(""));
}

/** Replaces the statement; its semicolon stays. */
export function replaceStatement({ offset, sql }: PreparedStatement, text: string): TextEdit {
  return { start: offset, end: offset + sql.length, text };
}

/** Takes the statement out of the script, with its semicolon and the rest of its line. */
export function removeStatement({ offset, sql }: PreparedStatement, script: string): TextEdit {
  const end = offset + sql.length;
  const tail = /^\s*;[ \t]*(?:\r?\n)?/.exec(script.slice(end, end + 1_000))?.[0].length ?? 0;
  return { start: offset, end: end + tail, text: "" };
}

/** Replaces what `pattern` (sticky) takes at an offset; null where it takes nothing. */
export function replaceAt(script: string, offset: number, pattern: RegExp, text: string): TextEdit | null {
  pattern.lastIndex = offset;
  const match = pattern.exec(script)?.[0];
  return match === undefined || match === "" ? null : { start: offset, end: offset + match.length, text };
}

/** Statements for a later migration, as comments. */
export function inNextMigration(statements: readonly string[]): readonly string[] {
  return [
    "-- In the next migration, so that this one's lock is not held while the rows are checked:",
    ...statements.map((statement) => `-- ${statement.replaceAll(/[\r\n]+/g, " ")}`),
  ];
}

function insertAt(start: number, text: string): TextEdit {
  return { start, end: start, text };
}

function wordsOf({ sql }: PreparedStatement) {
  return sql.length > maxLength ? [] : scanWords(sql);
}
