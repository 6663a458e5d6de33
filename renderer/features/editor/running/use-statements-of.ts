import { keepPreviousData, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { rangesOf, type StatementRange } from "../../../../shared/editor/model.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";

const waitMs = 120;
const none: readonly StatementRange[] = [];

/** The statements of a text. */
export interface Statements {
  /** As of the last pause in typing: for showing only. */
  readonly ranges: readonly StatementRange[];
  /** The text that the ranges are of. */
  readonly settled: string;
  /** Of exactly this text: what is sent must never be cut by the places of an older text. */
  readonly split: (text: string) => Promise<readonly StatementRange[]>;
}

/** Where the statements of a text stand, by the server's own grammar. */
export function useStatementsOf(text: string): Statements {
  const bridge = useBridge();
  const client = useQueryClient();
  const settled = useSettled(text);
  const options = useCallback(
    (sql: string) =>
      queryOptions({
        queryKey: ["statements of", sql],
        queryFn: async ({ signal }) => {
          return { of: sql, ranges: rangesOf(await bridge.request("editor.split", { sql }, { signal })) };
        },
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 10_000,
      }),
    [bridge],
  );
  const { data } = useQuery({ ...options(settled), placeholderData: keepPreviousData });
  const split = useCallback(async (sql: string) => (await client.fetchQuery(options(sql))).ranges, [client, options]);
  return { ranges: data?.ranges ?? none, settled: data?.of ?? "", split };
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
