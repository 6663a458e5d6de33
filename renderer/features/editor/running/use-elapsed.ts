import { useEffect, useState } from "react";

const stepMs = 200;

/** Milliseconds since `startedAtMs`, counted while mounted; 0 without a start. */
export function useElapsed(startedAtMs: number | null): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (startedAtMs === null) return;
    const timer = setInterval(() => setNowMs(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [startedAtMs]);
  return startedAtMs === null ? 0 : Math.max(0, nowMs - startedAtMs);
}
