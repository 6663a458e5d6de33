import { Check, CheckCheck } from "lucide-react";
import type { QueryTab } from "../../../state/workspace.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import type { QueryRun } from "../running/query-runs.ts";

interface CommitModeChipProps {
  readonly tab: QueryTab;
  readonly run: QueryRun;
  readonly isReadOnly: boolean;
}

/** Whether each statement is committed by itself, or together when somebody says so. Kept with the tab. */
export function CommitModeChip({ tab, run, isReadOnly }: CommitModeChipProps) {
  const isManual = tab.commitMode === "manual";
  const isInside = run.session !== null && run.session.transaction !== "idle";
  const reason = isReadOnly
    ? "In a read-only session nothing is committed"
    : isInside
      ? "Commit or roll back the open transaction first"
      : isManual
        ? "Changes wait in a transaction until you commit them. Press to commit each statement by itself"
        : "Each statement is committed by itself. Press to collect changes until you commit them";
  const Icon = isManual ? Check : CheckCheck;
  return (
    <button
      type="button"
      className="query-chip"
      role="switch"
      aria-label="Manual commit"
      aria-checked={isManual}
      disabled={isReadOnly || isInside || run.state !== "idle"}
      title={reason}
      onClick={() => useWorkspace.getState().updateTab(tab.id, { commitMode: isManual ? "auto" : "manual" })}
    >
      <Icon aria-hidden />
      {isManual ? "Manual commit" : "Auto-commit"}
    </button>
  );
}
