import type { Node } from "libpg-query";
import { isAppError } from "../../shared/ipc/app-error.ts";
import { maskNamedParameters } from "../../shared/sql/parameters/find-parameters.ts";
import { splitLoosely } from "../../shared/sql/split-loosely.ts";
import { type ParsedStatement, parseScript } from "./parse-script.ts";

/** A statement as it was written: a slice of the text from `start` to `end` (UTF-16). */
export interface ScriptStatement {
  readonly sql: string;
  readonly start: number;
  readonly end: number;
  /** The parse tree, in which named parameters are numbered ones; null when our parser does not take it, and the server has to say. */
  readonly node: Node | null;
}

/**
 * The statements of a text by Postgres' own grammar, which is spared the parameters with names. A text with a syntax
 * error is split by the lexical rules, and each piece parsed by itself: the error stays in its piece, or the server is
 * newer than the parser and knows better.
 */
export async function splitScript(sql: string): Promise<readonly ScriptStatement[]> {
  const whole = (await parseOrNull(sql)) ?? (await parseMasked(sql));
  if (whole)
    return whole.map(({ sql: { length }, offset, node }) => {
      return { sql: sql.slice(offset, offset + length), start: offset, end: offset + length, node };
    });
  return await Promise.all(splitLoosely(sql).map(({ start, end }) => parsePiece(sql.slice(start, end), start)));
}

async function parsePiece(sql: string, start: number): Promise<ScriptStatement> {
  const parsed = (await parseOrNull(sql)) ?? (await parseMasked(sql)) ?? [];
  const [only] = parsed;
  return { sql, start, end: start + sql.length, node: only && parsed.length === 1 ? only.node : null };
}

/** A colon with a name is no SQL, so a text that parses without this has none. */
async function parseMasked(sql: string): Promise<readonly ParsedStatement[] | null> {
  const masked = maskNamedParameters(sql);
  return masked === sql ? null : await parseOrNull(masked);
}

async function parseOrNull(sql: string): Promise<readonly ParsedStatement[] | null> {
  try {
    return await parseScript(sql);
  } catch (error) {
    if (!isAppError(error, "sql")) throw error;
    return null;
  }
}
