import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import type { CompletionSource } from "./completion-source.ts";

const staleTime = 60_000;

/** Names of the catalog of one database, kept for a minute and shared with everything else that asked for them. */
export function useCompletionSource(ref: DatabaseRef): CompletionSource {
  const bridge = useBridge();
  const client = useQueryClient();
  return useMemo(
    () => ({
      names: async () => {
        const input = { ref };
        return await orNothing(
          client.fetchQuery({
            queryKey: ["catalog.names", input],
            queryFn: ({ signal }) => bridge.request("catalog.names", input, { signal }),
            staleTime,
          }),
          null,
        );
      },
      columns: async (relations) => {
        const input = { ref, relations: relations.slice(0, 50).map(({ schema, name }) => ({ schema, name })) };
        return await orNothing(
          client.fetchQuery({
            queryKey: ["catalog.columns", input],
            queryFn: ({ signal }) => bridge.request("catalog.columns", input, { signal }),
            staleTime,
          }),
          [],
        );
      },
    }),
    [bridge, client, ref],
  );
}

/** Completion without a server still offers keywords; the connection's own state shows that it is away. */
async function orNothing<Value, Nothing>(asked: Promise<Value>, nothing: Nothing): Promise<Value | Nothing> {
  try {
    return await asked;
  } catch (error) {
    if (isAppError(error)) return nothing;
    throw error;
  }
}
