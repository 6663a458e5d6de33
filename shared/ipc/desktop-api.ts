import type { WireRequest, WireResponse } from "./wire.ts";

/** What the preload gives the page of the desktop host, under `desktopApiName`. Nothing else crosses from there. */
export interface DesktopApi {
  /** Sends one request to main. Resolves for every answer; rejects only when main is gone. */
  request(request: WireRequest): Promise<WireResponse>;
  /** Listens to one topic; the result ends it. Throws for a name that is no topic. */
  subscribe(topic: string, listener: (payload: unknown) => void): () => void;
}

/** Name of the global in the page. */
export const desktopApiName = "steward";

/**
 * Ports cannot cross the context bridge: the page posts this to its own window, with one port, and the preload hands
 * the port on. The port closes when the connection has no database process.
 */
export interface DataPortHandOver {
  readonly kind: "steward.dataPort";
  readonly connectionId: string;
}

/** Whether a window message hands over a data port. */
export function isDataPortHandOver(message: unknown): message is DataPortHandOver {
  return (
    typeof message === "object" &&
    message !== null &&
    "kind" in message &&
    message.kind === "steward.dataPort" &&
    "connectionId" in message &&
    typeof message.connectionId === "string"
  );
}
