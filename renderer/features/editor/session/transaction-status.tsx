import { StatusItem } from "../../../ui/frame/status-item.tsx";
import type { QueryRun } from "../running/query-runs.ts";

/** Where the tab's transaction stands, in the status bar. */
export function TransactionStatus({ run }: { readonly run: QueryRun }) {
  const { session } = run;
  if (!session) return null;
  const { transaction, backendPid, isReadOnly, isolation } = session;
  if (transaction === "idle")
    return (
      <StatusItem side="left" label={`Server process ${backendPid}, Postgres ${session.serverVersion}`}>
        {isReadOnly ? "Read only, rolled back" : "No transaction open"}
      </StatusItem>
    );
  return (
    <StatusItem side="left">
      <span className={transaction === "open" ? "query-transaction" : "query-transaction-failed"} role="status">
        {transaction === "open"
          ? `Transaction open${isolation === null ? "" : `, ${isolation}`}`
          : "Transaction failed: roll it back"}
      </span>
    </StatusItem>
  );
}
