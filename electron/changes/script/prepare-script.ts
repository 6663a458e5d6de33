import { setImmediate } from "node:timers/promises";
import type { Node } from "libpg-query";
import type { ScriptStatement } from "../../../shared/changes/model.ts";
import { classifyStatement } from "../../sql/classify-statement.ts";
import { parseScript } from "../../sql/parse-script.ts";

/** A statement ready to be linted and run. */
export interface PreparedStatement extends ScriptStatement {
  readonly node: Node;
  readonly isTransactionControl: boolean;
  readonly isSetting: boolean;
}

/**
 * Parses a script. A byte order mark is skipped: editors write it, and the server would refuse it. Rejects with
 * AppError `sql` as `parseScript` does.
 */
export async function prepareScript(script: string): Promise<readonly PreparedStatement[]> {
  // The parser is synchronous. A folder is parsed script by script, and others get their turn in between.
  await setImmediate();
  const skipped = script.startsWith("\uFEFF") ? 1 : 0;
  const parsed = await parseScript(script.slice(skipped));
  return parsed.map(({ index, sql, offset, line, node }) => ({
    index,
    sql,
    offset: offset + skipped,
    line,
    node,
    ...classifyStatement(node),
  }));
}
