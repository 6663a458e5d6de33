import { useCallback, useSyncExternalStore } from "react";
import type { RowSnapshot, RowSource } from "./row-source.ts";

/** What a source has; drawn at most once per frame, however fast pages arrive. */
export function useSnapshot(source: RowSource): RowSnapshot {
  const subscribe = useCallback(
    (listener: () => void) => {
      let frame = 0;
      const stop = source.subscribe(() => {
        if (frame !== 0) return;
        frame = requestAnimationFrame(() => {
          frame = 0;
          listener();
        });
      });
      return () => {
        cancelAnimationFrame(frame);
        stop();
      };
    },
    [source],
  );
  return useSyncExternalStore(subscribe, () => source.getSnapshot());
}
