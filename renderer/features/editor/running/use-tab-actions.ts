import { useMemo } from "react";
import type { StatementRange } from "../../../../shared/editor/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { mayHoldParameters } from "../../../../shared/sql/parameters/find-parameters.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import type { TabParameters } from "../parameters/use-parameters.ts";
import { keepShown, mostPinned, useQueryRuns } from "./query-runs.ts";
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
 * What the commands of a tab do with its text: the selection, else the statement under the cursor; nothing while a
 * parameter has no value. `read` is asked when a command is given, because the screen may be a keystroke behind.
 */
export function useTabActions(
  tabId: string,
  read: () => TabText,
  runner: QueryRunner,
  split: Statements["split"],
  areGiven: TabParameters["areGiven"],
  format: () => Promise<void>,
): Readonly<Record<TabCommand, () => void>> {
  return useMemo(() => {
    const fail = (error: unknown) => useQueryRuns.getState().update(tabId, { error: asAppError(error), view: "rows" });
    const take = async (command: TabCommand, use: (sql: string, offset: number) => Promise<void>) => {
      const { text, offset, selection } = read();
      try {
        const chosen = selection ?? statementAt(await split(text), text, offset);
        if (!chosen) return;
        const sql = text.slice(chosen.start, chosen.end);
        const parts = selection ? await split(sql) : [{ start: 0, end: sql.length }];
        // A generic plan is one whose parameters have no values.
        if (command === "generic" || areGiven(textsOf(sql, parts), command)) await use(sql, chosen.start);
      } catch (error) {
        fail(error);
      }
    };
    const takeAll = async () => {
      const { text } = read();
      try {
        const statements = mayHoldParameters(text) ? textsOf(text, await split(text)) : [];
        if (areGiven(statements, "runAll")) await runner.run(text, 0);
      } catch (error) {
        fail(error);
      }
    };
    return {
      run: () => void take("run", (sql, at) => runner.run(sql, at)),
      runBeside: () => {
        if (keepShown(tabId)) void take("runBeside", (sql, at) => runner.run(sql, at));
        else
          fail(
            new AppError("refused", `${mostPinned} results are kept already.`, { hint: "Unpin one of them first." }),
          );
      },
      format: () => void format(),
      runAll: () => void takeAll(),
      explain: () => void take("explain", (sql, at) => runner.explain(sql, at, "estimate")),
      generic: () => void take("generic", (sql, at) => runner.explain(sql, at, "generic")),
      analyze: () => void take("analyze", (sql, at) => runner.explain(sql, at, "analyze")),
      cancel: runner.cancel,
      commit: () => void runner.run("COMMIT", 0),
      rollback: () => void runner.run("ROLLBACK", 0),
    };
  }, [tabId, read, runner, split, areGiven, format]);
}

function textsOf(text: string, ranges: readonly StatementRange[]): readonly string[] {
  return ranges.map(({ start, end }) => text.slice(start, end));
}
