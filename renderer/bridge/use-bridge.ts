import { createContext, useContext } from "react";
import type { Bridge } from "./bridge.ts";

/** Given by `BridgeProvider`. */
export const BridgeContext = createContext<Bridge | null>(null);

/** The bridge of this window. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error("There is no BridgeProvider around this component.");
  return bridge;
}
