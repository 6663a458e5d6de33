import type { Node } from "libpg-query";
import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import { maskNamedParameters } from "../../shared/sql/parameters/find-parameters.ts";
import { classifyStatement } from "../sql/classify-statement.ts";
import type { ParsedStatement } from "../sql/parse-script.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { isExplainable, isReadOnlyStatement } from "../sql/reading-statement.ts";

/** The one statement that is explained, as it was written. `offset` is its place in the text that was given. */
export interface PreparedStatement {
  readonly sql: string;
  readonly offset: number;
  readonly fingerprint: string;
  /** `SELECT`, `UPDATE` ... */
  readonly command: string;
  /** As far as its text tells: functions may still write. */
  readonly isReading: boolean;
  readonly node: Node;
}

/** Takes the one statement out of a text. Rejects with `invalidInput` (none, several, not explainable) and `sql` (a syntax error). */
export async function prepareStatement(
  text: string,
  parser: SqlParser,
  signal?: AbortSignal,
): Promise<PreparedStatement> {
  const [found, ...others] = await parseOwn(text, parser, signal);
  const statement = found && (await withoutExplain(found, parser));
  if (statement === undefined)
    throw new AppError("invalidInput", "There is no statement to explain.", {
      hint: "Put the cursor into a statement.",
    });
  if (others.length > 0)
    throw new AppError("invalidInput", `EXPLAIN takes one statement; here are ${others.length + 1}.`, {
      hint: "Put the cursor into one statement, or select it.",
    });
  const { kind } = classifyStatement(statement.node);
  if (!isExplainable(statement.node))
    throw new AppError("invalidInput", `EXPLAIN does not take ${kind}.`, {
      hint: "It takes SELECT, INSERT, UPDATE, DELETE and MERGE.",
    });
  const fingerprint = await parser.fingerprint(statement.sql, signal);
  const { node, offset } = statement;
  const isReading = isReadOnlyStatement(node);
  return { sql: writtenIn(text, statement), offset, fingerprint, command: kind, isReading, node };
}

/** Named parameters are no SQL: the parser reads a text of the same length in which they are numbered ones. */
async function parseOwn(text: string, parser: SqlParser, signal?: AbortSignal): Promise<readonly ParsedStatement[]> {
  try {
    return await parser.parse(text, signal);
  } catch (error) {
    const masked = maskNamedParameters(text);
    if (masked === text || !isAppError(error, "sql")) throw error;
    return await parser.parse(masked, signal);
  }
}

function writtenIn(text: string, { offset, sql }: ParsedStatement): string {
  return text.slice(offset, offset + sql.length);
}

// The word, then options in parentheses or the old words; comments and blanks may stand between them.
const blank = String.raw`(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)`;
const explainPattern = new RegExp(
  `^${blank}*explain${blank}*(?:\\([^()]*\\)|(?:(?:analy[sz]e|verbose)\\b${blank}*)*)${blank}*`,
  "i",
);

/** The statement that an EXPLAIN explains, with its own options left out: the mode decides. */
async function withoutExplain(statement: ParsedStatement, parser: SqlParser): Promise<ParsedStatement> {
  if (!("ExplainStmt" in statement.node)) return statement;
  const prefix = explainPattern.exec(statement.sql)?.[0] ?? "";
  const [inner, ...others] = await parser.parse(statement.sql.slice(prefix.length));
  if (inner === undefined || others.length > 0) return statement;
  return { ...inner, offset: statement.offset + prefix.length + inner.offset };
}

/** The fingerprint of a text's only statement; null when it is not exactly one, or cannot be parsed. */
export async function fingerprintOf(text: string, parser: SqlParser): Promise<string | null> {
  try {
    const [statement, ...others] = await parseOwn(text, parser);
    if (!statement || others.length > 0) return null;
    return await parser.fingerprint((await withoutExplain(statement, parser)).sql);
  } catch (error) {
    // A text that is being typed has no plans yet; that is an answer, not a failure.
    if (isAppError(error, "sql")) return null;
    throw error;
  }
}
