import { hasSqlDetails, loadModule, type Node, parseSync, type RawStmt } from "libpg-query";
import { AppError } from "../../shared/ipc/app-error.ts";

/** One statement of a script with its parse tree. `sql` is a slice of the script, byte for byte. */
export interface ParsedStatement {
  readonly index: number;
  readonly sql: string;
  /** UTF-16 offset and 1-based line of `sql` in the script. */
  readonly offset: number;
  readonly line: number;
  /** The parser's node: one key, the node's type (`IndexStmt`), with its fields. */
  readonly node: Node;
}

/**
 * Splits a script with Postgres' own grammar (that of version 18). Statements are sliced from the original text;
 * comments between statements belong to none. Rejects with
 * `sql` (position: 1-based character of the script). Server versions before 18 may still refuse what this accepts.
 */
export async function parseScript(script: string): Promise<readonly ParsedStatement[]> {
  await loadModule();
  if (script.trim() === "") return [];
  const bytes = Buffer.from(script, "utf8");
  const text = textAtBytes(bytes);
  let consumed = { bytes: 0, offset: 0, line: 1 };
  return rawStatements(script).map(({ stmt, stmt_location, stmt_len }, index) => {
    if (!stmt) throw new Error("The parser gave a statement without a tree");
    const start = stmt_location ?? 0;
    // The parser counts UTF-8 bytes and leaves out the length of a last statement without a semicolon.
    const end = stmt_len === undefined || stmt_len === 0 ? bytes.length : start + stmt_len;
    const before = text(consumed.bytes, start);
    const raw = text(start, end);
    const sql = raw.trim();
    const gap = before + raw.slice(0, raw.length - raw.trimStart().length);
    const offset = consumed.offset + gap.length;
    const line = consumed.line + countLines(gap);
    consumed = {
      bytes: end,
      offset: consumed.offset + before.length + raw.length,
      line: line + countLines(raw.trimStart()),
    };
    return { index, sql, offset, line, node: stmt };
  });
}

function textAtBytes(bytes: Buffer): (start: number, end: number) => string {
  return (start, end) => bytes.subarray(start, end).toString("utf8");
}

function countLines(text: string): number {
  return text.split("\n").length - 1;
}

function rawStatements(script: string): readonly RawStmt[] {
  try {
    return parseSync(script).stmts ?? [];
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const position = (error.sqlDetails?.cursorPosition ?? 0) + 1;
    const line = countLines([...script].slice(0, position - 1).join("")) + 1;
    throw new AppError("sql", `${error.message} (line ${line})`, {
      hint: "Correct the script; the server would refuse it as well.",
      postgres: { sqlstate: "42601", position },
    });
  }
}
