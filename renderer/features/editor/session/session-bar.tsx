import type { QueryTab } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import type { QueryRun } from "../running/query-runs.ts";
import { CommitDoubt } from "./commit-doubt.tsx";
import { IdleTransaction } from "./idle-transaction.tsx";
import { LostBar } from "./lost-bar.tsx";
import { pendingAmounts, pendingWords } from "./pending-words.ts";
import "./session-bar.css";

interface SessionBarProps {
  readonly tab: QueryTab;
  readonly run: QueryRun;
  readonly isReadOnly: boolean;
  readonly onCommit: () => void;
  readonly onRollback: () => void;
}

/** What is to be known of the tab's session: a transaction that stands open, a COMMIT in doubt, a session that went away. */
export function SessionBar({ tab, run, isReadOnly, onCommit, onRollback }: SessionBarProps) {
  const { lost, doubt, session } = run;
  return (
    <>
      {doubt && <CommitDoubt tab={tab} mark={doubt} />}
      {lost && <LostBar tab={tab} lost={lost} isReadOnly={isReadOnly} />}
      {session && session.transaction !== "idle" && (
        <TransactionBar tabId={tab.id} run={run} onCommit={onCommit} onRollback={onRollback} />
      )}
    </>
  );
}

interface TransactionBarProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly onCommit: () => void;
  readonly onRollback: () => void;
}

function TransactionBar({ tabId, run, onCommit, onRollback }: TransactionBarProps) {
  const { session, state } = run;
  const isFailed = session?.transaction === "failed";
  const isBusy = state !== "idle";
  const pending = session?.pending ?? null;
  return (
    <section className={`session-bar ${isFailed ? "session-bar-failed" : "session-bar-open"}`} aria-label="Transaction">
      <div className="session-bar-words">
        <strong>{isFailed ? "Transaction failed" : "Transaction open"}</strong>
        <span className="session-bar-text">
          {isFailed ? failedWords(pendingAmounts(pending)) : pendingWords(pending)}
        </span>
        {!isBusy && <IdleTransaction key={endOf(run)} tabId={tabId} sinceMs={endOf(run)} />}
      </div>
      <Button isSmall command="query.rollback" isDisabled={isBusy} onPress={onRollback}>
        Roll back
      </Button>
      {!isFailed && (
        <Button isSmall variant="primary" command="query.commit" isDisabled={isBusy} onPress={onCommit}>
          Commit
        </Button>
      )}
    </section>
  );
}

function failedWords(amounts: string | null): string {
  return `The server takes nothing more in it.${amounts === null ? "" : ` Lost with it: ${amounts}.`}`;
}

function endOf({ sent, durationMs }: QueryRun): number {
  return (sent?.atMs ?? Date.now()) + (durationMs ?? 0);
}
