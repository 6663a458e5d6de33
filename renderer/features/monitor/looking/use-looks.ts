import { useCallback, useEffect, useRef, useState } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { AppError } from "../../../../shared/ipc/app-error.ts";
import type { MonitorSample } from "../../../../shared/monitor/model.ts";
import { type LookingRule, lookEveryMs, mayLookOnOpening } from "../../../bridge/branches/looking-rule.ts";
import { useOnScreen } from "../../../bridge/branches/use-on-screen.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError } from "../../../bridge/use-request.ts";
import { type LookPoint, looksKey, noLooks, useKeptLooks } from "./kept-looks.ts";

/** What the monitor knows of one database, and how it goes on. */
export interface Looks {
  readonly sample: MonitorSample | null;
  readonly points: readonly LookPoint[];
  readonly error: AppError | null;
  readonly isLooking: boolean;
  /** Looks follow each other as long as the monitor is shown. */
  readonly isLive: boolean;
  /** When live mode ends by itself (ms since 1970); null when it does not, or is off. */
  readonly liveUntilMs: number | null;
  readonly look: () => void;
  /** Null minutes: without an end. */
  readonly goLive: (minutes: number | null) => void;
  readonly stop: () => void;
}

/**
 * Looks at a database. A timer runs in live mode only, and only while the monitor is on screen. Opening it looks once
 * where that wakes nothing. An error ends live mode: the person decides whether to try again.
 */
export function useLooks(ref: DatabaseRef, rule: LookingRule, isVisible: boolean): Looks {
  const bridge = useBridge();
  const state = useKeptLooks(({ byDatabase }) => byDatabase.get(looksKey(ref)) ?? noLooks);
  const { add, fail } = useKeptLooks.getState();
  const [isLooking, setIsLooking] = useState(false);
  const [live, setLive] = useState<{ readonly untilMs: number | null } | null>(null);
  const running = useRef<AbortController | null>(null);
  const isOnScreen = useOnScreen(isVisible);

  const lookOnce = useCallback(async () => {
    if (running.current) return;
    const abort = new AbortController();
    running.current = abort;
    setIsLooking(true);
    try {
      const sample = await bridge.request("monitor.sample", { ref }, { signal: abort.signal });
      if (!abort.signal.aborted) add(ref, sample);
    } catch (error) {
      if (abort.signal.aborted) return;
      fail(ref, asAppError(error));
      setLive(null);
    } finally {
      if (running.current === abort) {
        running.current = null;
        setIsLooking(false);
      }
    }
  }, [bridge, ref, add, fail]);

  const isOpened = useRef(false);
  useEffect(() => {
    if (isOpened.current || rule.kind === "unknown" || !isOnScreen) return;
    isOpened.current = true;
    if (rule.kind === "always") setLive({ untilMs: null });
    else if (mayLookOnOpening(rule)) void lookOnce();
  }, [rule, isOnScreen, lookOnce]);

  useEffect(() => {
    if (live === null || !isOnScreen) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOver = false;
    const next = async () => {
      if (live.untilMs !== null && Date.now() >= live.untilMs) return setLive(null);
      await lookOnce();
      if (!isOver) timer = setTimeout(() => void next(), lookEveryMs);
    };
    void next();
    return () => {
      isOver = true;
      if (timer) clearTimeout(timer);
    };
  }, [live, isOnScreen, lookOnce]);

  useEffect(() => () => running.current?.abort(), []);
  return {
    ...state,
    isLooking,
    isLive: live !== null,
    liveUntilMs: live?.untilMs ?? null,
    look: () => void lookOnce(),
    goLive: (minutes) => setLive({ untilMs: minutes === null ? null : Date.now() + minutes * 60_000 }),
    stop: () => setLive(null),
  };
}
