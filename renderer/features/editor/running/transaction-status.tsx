import { useEffect, useState } from "react";
import { useRequest } from "../../../bridge/use-request.ts";
import { formatAmount, formatMs } from "../../../ui/display/format.ts";
import { StatusItem } from "../../../ui/frame/status-item.tsx";
import type { QueryRun } from "./query-runs.ts";

interface TransactionStatusProps {
  readonly tabId: string;
  readonly run: QueryRun;
  readonly onCommit: () => void;
  readonly onRollback: () => void;
}

/** From when on a transaction in which nothing runs is warned about. */
const idleWarningMs = 60_000;

/** Where the tab's transaction stands: what it holds while it stands idle, and the two ways to end it. */
export function TransactionStatus({ tabId, run, onCommit, onRollback }: TransactionStatusProps) {
  const { session, state } = run;
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
      {state === "idle" && <IdleTransaction key={endOf(run)} tabId={tabId} sinceMs={endOf(run)} />}
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

function endOf({ sent, durationMs }: QueryRun): number {
  return (sent?.atMs ?? Date.now()) + (durationMs ?? 0);
}

interface IdleTransactionProps {
  readonly tabId: string;
  readonly sinceMs: number;
}

/** A transaction that somebody went away from holds its locks, and keeps old rows from being cleaned up. */
function IdleTransaction({ tabId, sinceMs }: IdleTransactionProps) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const idleMs = nowMs - sinceMs;
  const isLong = idleMs >= idleWarningMs;
  const { data, refetch } = useRequest("editor.heldBack", { sessionId: tabId }, { enabled: isLong, staleMs: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again as time passes.
  useEffect(() => {
    if (isLong) void refetch();
  }, [isLong, nowMs, refetch]);
  if (!isLong) return null;
  const waiting = data?.waiting ?? [];
  const who = waiting.map(({ pid, user, sql }) => `${pid} ${user}: ${sql}`).join("\n");
  return (
    <span
      className="query-transaction-failed"
      role="alert"
      title={who || "It keeps its locks and old rows until it ends"}
    >
      idle for {formatMs(idleMs)}
      {waiting.length > 0 &&
        `, ${formatAmount(waiting.length, "session")} ${waiting.length === 1 ? "waits" : "wait"} for it`}
    </span>
  );
}
