import { useEffect, useState } from "react";
import type { WriteUnlock } from "../../../shared/sessions/model.ts";
import { useRequest } from "../../bridge/use-request.ts";

/** The unlock of a connection, and its time left as it runs; main tells when it really ended. */
export function useUnlock(connectionId: string | null): {
  readonly unlock: WriteUnlock | null;
  readonly leftMs: number;
} {
  const { data, refetch } = useRequest("sessions.unlocks", {});
  const unlock = data?.find((one) => one.connectionId === connectionId) ?? null;
  const [nowMs, setNowMs] = useState(() => Date.now());
  const endMs = unlock ? Date.parse(unlock.expiresAt) : null;
  const isOver = endMs !== null && endMs <= nowMs;
  useEffect(() => {
    if (endMs === null) return;
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [endMs]);
  // The line may have been down when main told it.
  useEffect(() => {
    if (isOver) void refetch();
  }, [isOver, refetch]);
  return { unlock, leftMs: endMs === null ? 0 : endMs - nowMs };
}
