import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { StatementRange } from "../../../../shared/editor/model.ts";
import { useBridge } from "../../../bridge/bridge-context.tsx";

const waitMs = 120;
const none: readonly StatementRange[] = [];

/** Where the statements of a text stand; `isFresh` false while the text has changed since. */
export function useStatementsOf(text: string): {
  readonly ranges: readonly StatementRange[];
  readonly isFresh: boolean;
} {
  const bridge = useBridge();
  const settled = useSettled(text);
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["editor.split", settled],
    queryFn: ({ signal }) => bridge.request("editor.split", { sql: settled }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  });
  return { ranges: data ?? none, isFresh: settled === text && !isPlaceholderData && data !== undefined };
}

/** The text as it was when typing paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), waitMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
