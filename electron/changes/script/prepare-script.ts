import { setImmediate } from "node:timers/promises";
import type { Node } from "libpg-query";
import type { ScriptStatement } from "../../../shared/changes/model.ts";
import { classifyStatement } from "../../sql/classify-statement.ts";
import { parserInPlace, type SqlParser } from "../../sql/parser/sql-parser.ts";

/** Reading the trees of a long script stops so often for others. */
const turnMs = 10;

/** A statement ready to be linted and run. */
export interface PreparedStatement extends ScriptStatement {
  readonly node: Node;
  readonly isTransactionControl: boolean;
  readonly isSetting: boolean;
}

/**
 * Parses a script. A byte order mark is skipped: editors write it, and the server would refuse it. Rejects with
 * AppError `sql` and what else the parser says. Scripts of people get the app's parser; ours are short.
 */
export async function prepareScript(
  script: string,
  parser: SqlParser = parserInPlace,
): Promise<readonly PreparedStatement[]> {
  // A folder is parsed script by script, and others get their turn in between.
  await setImmediate();
  const skipped = script.startsWith("\uFEFF") ? 1 : 0;
  const parsed = await parser.parse(script.slice(skipped));
  const prepared: PreparedStatement[] = [];
  let since = performance.now();
  for (const { index, sql, offset, line, node } of parsed) {
    prepared.push({ index, sql, offset: offset + skipped, line, node, ...classifyStatement(node) });
    if (performance.now() - since < turnMs) continue;
    await setImmediate();
    since = performance.now();
  }
  return prepared;
}
