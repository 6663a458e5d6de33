import type { Node } from "libpg-query";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { splitLoosely } from "../../shared/sql/split-loosely.ts";
import { parseScript } from "./parse-script.ts";

/** A statement as it is sent: a slice of the text from `start` to `end` (UTF-16). */
export interface ScriptStatement {
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  /** The parse tree; null when our parser does not take it, and the server has to say. */
  readonly node: Node | null;
}

/**
 * The statements of a text by Postgres' own grammar. A text with a syntax error is split by the lexical rules, and each
 * piece parsed by itself: the error stays in its piece, or the server is newer than the parser and knows better.
 */
export async function splitScript(sql: string): Promise<readonly ScriptStatement[]> {
  try {
    return (await parseScript(sql)).map(({ sql: text, offset, node }) => {
      return { sql: text, start: offset, end: offset + text.length, node };
    });
  } catch (error) {
    if (!isAppError(error, "sql")) throw error;
    const pieces = splitLoosely(sql);
    return await Promise.all(pieces.map(({ start, end }) => parsePiece(sql.slice(start, end), start)));
  }
}

async function parsePiece(sql: string, start: number): Promise<ScriptStatement> {
  const whole = { sql, start, end: start + sql.length, node: null };
  try {
    const parsed = await parseScript(sql);
    const [only] = parsed;
    return only && parsed.length === 1 ? { ...whole, node: only.node } : whole;
  } catch (error) {
    if (!isAppError(error, "sql")) throw error;
    return whole;
  }
}
