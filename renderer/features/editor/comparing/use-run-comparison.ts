import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import type { ComparisonTab } from "../../../state/workspace.ts";
import { runComparison } from "./run-comparison.ts";

/** Runs a comparison, after which the history has more. */
export function useRunComparison(): (tab: ComparisonTab) => Promise<void> {
  const bridge = useBridge();
  const client = useQueryClient();
  return useCallback(
    async (tab) => {
      await runComparison(bridge, tab);
      await client.invalidateQueries({ queryKey: ["history.search"] });
    },
    [bridge, client],
  );
}
