import { StatusItem } from "../../../ui/frame/status-item.tsx";
import type { QueryRun } from "./query-runs.ts";

interface TransactionStatusProps {
  readonly run: QueryRun;
  readonly onCommit: () => void;
  readonly onRollback: () => void;
}

/** Where the tab's transaction stands, and the two ways to end it. */
export function TransactionStatus({ run, onCommit, onRollback }: TransactionStatusProps) {
  const { session, state } = run;
  if (!session) return null;
  const { transaction, backendPid, isReadOnly } = session;
  if (transaction === "idle")
    return (
      <StatusItem side="left" label={`Server process ${backendPid}, Postgres ${session.serverVersion}`}>
        {isReadOnly ? "Read only, rolled back" : "No transaction open"}
      </StatusItem>
    );
  return (
    <StatusItem side="left">
      <span className={transaction === "open" ? "query-transaction" : "query-transaction-failed"} role="status">
        {transaction === "open" ? "Transaction open" : "Transaction failed: roll it back"}
      </span>
      {transaction === "open" && (
        <button type="button" className="query-transaction-action" disabled={state !== "idle"} onClick={onCommit}>
          Commit
        </button>
      )}
      <button type="button" className="query-transaction-action" disabled={state !== "idle"} onClick={onRollback}>
        Roll back
      </button>
    </StatusItem>
  );
}
