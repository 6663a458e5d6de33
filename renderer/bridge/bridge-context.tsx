import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState } from "react";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { Bridge } from "./bridge.ts";
import { useTopicInvalidations } from "./use-topic-invalidations.ts";

const BridgeContext = createContext<Bridge | null>(null);

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

/** The bridge of this window. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error("There is no BridgeProvider around this component.");
  return bridge;
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
