import { PlugZap } from "lucide-react";
import type { LostSession } from "../../../../shared/editor/model.ts";
import { useOperation } from "../../../bridge/use-operation.ts";
import type { QueryTab } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { useQueryRuns } from "../running/query-runs.ts";
import { pendingAmounts } from "./pending-words.ts";

interface LostBarProps {
  readonly tab: QueryTab;
  readonly lost: LostSession;
  readonly isReadOnly: boolean;
}

/** The session went away while nothing ran in it. The text and its results are still here; a new session is one press away. */
export function LostBar({ tab, lost, isReadOnly }: LostBarProps) {
  const open = useOperation("editor.open");
  const reconnect = async () => {
    const session = await open.run({ ref: tab.ref, sessionId: tab.id, isReadOnly });
    useQueryRuns.getState().update(tab.id, { lost: null, session, error: null });
  };
  return (
    <section className="session-bar session-bar-failed" aria-label="Lost session">
      <div className="session-bar-words">
        <strong>
          {lost.hadTransaction ? "The session ended, and its transaction was rolled back" : "The session ended"}
        </strong>
        <span className="session-bar-text" role="alert">
          {whatIsGone(lost)} {open.error ? `No new session yet: ${visibleName(open.error.message)}` : ""}
        </span>
      </div>
      <Button
        isSmall
        icon={PlugZap}
        isDisabled={open.state === "running"}
        // What went wrong is shown by `open.error`.
        onPress={() => void reconnect().catch(() => undefined)}
      >
        {open.state === "running" ? "Connecting…" : "Reconnect"}
      </Button>
    </section>
  );
}

function whatIsGone({ hadTransaction, pending, message }: LostSession): string {
  const said = visibleName(message).replace(/[.]?$/, ".");
  if (!hadTransaction) return `${said} Its settings and temporary tables are gone.`;
  const amounts = pendingAmounts(pending);
  return `${amounts === null ? "Nothing in it waited to be committed." : `Not stored: ${amounts}.`} ${said}`;
}
