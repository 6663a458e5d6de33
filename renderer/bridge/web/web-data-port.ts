import { decodePortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import type { OpenPort } from "../streams.ts";
import type { OpenLine } from "./line.ts";

/** Data ports over lines of their own, which end in the database process of the connection. */
export function createWebDataPorts(openLine: OpenLine, clientId: string): OpenPort {
  const decoder = new TextDecoder();
  const decodeText = (bytes: Uint8Array) => decoder.decode(bytes);
  return (connectionId, events) => {
    const query = new URLSearchParams({ client: clientId, connection: connectionId });
    const early: PortRequest[] = [];
    const state = { isOpen: false, isClosed: false };
    const line = openLine(`/data?${query}`, {
      onOpen: () => {
        state.isOpen = true;
        for (const request of early.splice(0)) line.send(JSON.stringify(request));
      },
      onMessage: (data) => events.onEvent(decodePortEvent(data, decodeText)),
      onClose: () => {
        state.isClosed = true;
        events.onClose();
      },
    });
    return {
      post: (request) => {
        if (state.isClosed) return;
        if (state.isOpen) line.send(JSON.stringify(request));
        else early.push(request);
      },
      close: () => line.close(),
    };
  };
}
