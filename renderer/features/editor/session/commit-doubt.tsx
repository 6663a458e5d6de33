import { RotateCw, X } from "lucide-react";
import type { CommitMark, CommitVerdict } from "../../../../shared/sessions/commit-outcome.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { useQueryRuns } from "../running/query-runs.ts";

interface CommitDoubtProps {
  readonly tab: QueryTab;
  readonly mark: CommitMark;
}

/** What each answer means. */
const words: Readonly<Record<CommitVerdict | "unasked", readonly [title: string, text: string]>> = {
  unasked: ["COMMIT was not answered", "It is not known yet whether it was stored. Nothing was sent again."],
  askAgain: ["COMMIT was not answered", "The server still cannot say whether it was stored."],
  committed: ["It was committed", "All of it is applied: do not run it again."],
  rolledBack: ["It was not committed", "None of it is applied: run it again if you still want it."],
  unknowable: ["Nobody can say", "The server cannot tell any more. Look at what it did before you repeat it."],
};

/** A COMMIT whose answer was lost, and the press that asks the server what became of it. */
export function CommitDoubt({ tab, mark }: CommitDoubtProps) {
  const check = useOperation("sessions.findCommit");
  const verdict = check.output?.verdict ?? "unasked";
  const [title, text] = words[verdict];
  const isOpen = verdict === "unasked" || verdict === "askAgain";
  const tone = verdict === "committed" ? "good" : isOpen ? "open" : "failed";
  return (
    <section className={`session-bar session-bar-${tone}`} aria-label="Lost COMMIT">
      <div className="session-bar-words">
        <strong>{title}</strong>
        <span className="session-bar-text" role="status">
          {text} {check.error ? visibleName(check.error.message) : ""}
        </span>
      </div>
      {isOpen && (
        <Button
          isSmall
          icon={RotateCw}
          isDisabled={check.state === "running"}
          onPress={() => check.start({ ref: tab.ref, mark })}
        >
          {check.state === "running" ? "Asking the server…" : "Check again"}
        </Button>
      )}
      <IconButton
        label="Close this note"
        icon={X}
        isSmall
        onPress={() => useQueryRuns.getState().update(tab.id, { doubt: null })}
      />
    </section>
  );
}
