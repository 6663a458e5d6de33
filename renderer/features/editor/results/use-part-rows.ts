import { useSyncExternalStore } from "react";
import type { RunPart } from "../running/query-runs.ts";

const nothing = () => () => {};

/** Rows of one part that have arrived. */
export function usePartRows(part: RunPart | null): number {
  const source = part?.source ?? null;
  return useSyncExternalStore(
    source ? (listener) => source.subscribe(listener) : nothing,
    () => source?.getSnapshot().rowCount ?? 0,
  );
}
