import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { Bridge } from "./bridge.ts";
import { BridgeContext } from "./use-bridge.ts";
import { useTopicInvalidations } from "./use-topic-invalidations.ts";

/** Gives everything inside the bridge, and one cache of what was asked. */
export function BridgeProvider({ bridge, children }: { readonly bridge: Bridge; readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <BridgeContext value={bridge}>
      <QueryClientProvider client={client}>
        <TopicInvalidations />
        {children}
      </QueryClientProvider>
    </BridgeContext>
  );
}

function TopicInvalidations() {
  useTopicInvalidations();
  return null;
}

/** A lost connection is tried once more; what the server or a rule refused would be refused again. */
function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 300_000,
        refetchOnWindowFocus: false,
        networkMode: "always",
        retry: (failures, error) => failures < 1 && isAppError(error, "connectionLost", "processLost"),
      },
      mutations: { networkMode: "always" },
    },
  });
}
