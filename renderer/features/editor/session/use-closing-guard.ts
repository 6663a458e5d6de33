import { useEffect } from "react";
import type { EditorSession } from "../../../../shared/editor/model.ts";
import { type ClosingQuestion, guardClosing } from "../../../state/closing/closing-tabs.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { queryRunOf } from "../running/query-runs.ts";
import type { QueryRunner } from "../running/use-query-runner.ts";
import { pendingWords } from "./pending-words.ts";

/** A tab with an open transaction asks before it is closed. */
export function useClosingGuard(tab: QueryTab, runner: QueryRunner): void {
  const { id, title } = tab;
  useEffect(() => guardClosing(id, () => questionOf(id, title, runner)), [id, title, runner]);
}

function pendingOf({ transaction, pending }: EditorSession): string {
  if (transaction === "failed") return "The transaction has failed and can only be rolled back.";
  const words = pendingWords(pending);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function questionOf(tabId: string, title: string, runner: QueryRunner): ClosingQuestion | null {
  const { session } = queryRunOf(tabId);
  if (!session || session.transaction === "idle") return null;
  const end = async (command: "COMMIT" | "ROLLBACK") => {
    await runner.run(command, 0);
    const { session: after, outcome, error } = queryRunOf(tabId);
    const isDone = error === null && outcome?.statements.every(({ result }) => result.kind === "done") === true;
    return isDone && after?.transaction === "idle";
  };
  const isFailed = session.transaction === "failed";
  return {
    title: `${title} has an open transaction`,
    text: `${pendingOf(session)} What is not committed when the tab is closed is rolled back.`,
    stay: "Keep the tab",
    answers: [
      { label: "Roll back and close", variant: "danger", run: () => end("ROLLBACK") },
      ...(isFailed ? [] : [{ label: "Commit and close", variant: "primary" as const, run: () => end("COMMIT") }]),
    ],
  };
}
