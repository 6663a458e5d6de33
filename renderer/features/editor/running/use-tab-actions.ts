import { useMemo } from "react";
import type { StatementRange } from "../../../../shared/editor/model.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { useQueryRuns } from "./query-runs.ts";
import { statementAt } from "./statement-at.ts";
import type { TabCommand } from "./tab-keys.ts";
import type { QueryRunner } from "./use-query-runner.ts";
import type { Statements } from "./use-statements-of.ts";

/** The text of a tab and what is chosen in it, at one moment. */
export interface TabText {
  readonly text: string;
  readonly offset: number;
  readonly selection: StatementRange | null;
}

/**
 * What the commands of a tab do with its text: the selection, else the statement under the cursor. `read` is asked when a
 * command is given, because the screen may be a keystroke behind.
 */
export function useTabActions(
  tabId: string,
  read: () => TabText,
  runner: QueryRunner,
  split: Statements["split"],
  format: () => Promise<void>,
): Readonly<Record<TabCommand, () => void>> {
  return useMemo(() => {
    const take = async (use: (sql: string, offset: number) => Promise<void>) => {
      const { text, offset, selection } = read();
      try {
        const chosen = selection ?? statementAt(await split(text), text, offset);
        if (chosen) await use(text.slice(chosen.start, chosen.end), chosen.start);
      } catch (error) {
        useQueryRuns.getState().update(tabId, { error: asAppError(error), view: "rows" });
      }
    };
    return {
      run: () => void take(runner.run),
      format: () => void format(),
      runAll: () => void runner.run(read().text, 0),
      explain: () => void take((sql, at) => runner.explain(sql, at, "estimate")),
      analyze: () => void take((sql, at) => runner.explain(sql, at, "analyze")),
      cancel: runner.cancel,
      commit: () => void runner.run("COMMIT", 0),
      rollback: () => void runner.run("ROLLBACK", 0),
    };
  }, [tabId, read, runner, split, format]);
}
