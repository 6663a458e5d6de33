import { useEffect, useState } from "react";
import { useRequest } from "../../../bridge/use-request.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";

interface IdleTransactionProps {
  readonly tabId: string;
  readonly sinceMs: number;
}

const lookMs = 5_000;

/** A transaction that somebody went away from holds its locks, and keeps old rows from being cleaned up: how long, and whom. */
export function IdleTransaction({ tabId, sinceMs }: IdleTransactionProps) {
  const warningMs = useWorkspace((state) => state.idleWarningMs);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), lookMs);
    return () => clearInterval(timer);
  }, []);
  const idleMs = nowMs - sinceMs;
  const isLong = warningMs !== null && idleMs >= warningMs;
  const { data, refetch } = useRequest("editor.heldBack", { sessionId: tabId }, { enabled: isLong, staleMs: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again as time passes.
  useEffect(() => {
    if (isLong) void refetch();
  }, [isLong, nowMs, refetch]);
  if (!isLong) return null;
  const waiting = data?.waiting ?? [];
  const [first] = waiting;
  const who = waiting.map(({ pid, user, sql }) => `${pid} ${user}: ${sql}`).join("\n");
  return (
    <span className="session-bar-idle" role="alert" title={visibleName(who)}>
      Idle for {idleWords(idleMs)}: it keeps its locks and old rows.
      {first &&
        ` ${formatAmount(waiting.length, "session")} ${waiting.length === 1 ? "waits" : "wait"} for it: ${visibleName(
          [first.user, first.sql].filter((part) => part !== "").join(", ") || String(first.pid),
        ).slice(0, 120)}`}
    </span>
  );
}

function idleWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
