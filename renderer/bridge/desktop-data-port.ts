import type { DataPortHandOver } from "../../shared/ipc/desktop-api.ts";
import type { PortEvent } from "../../shared/rows/stream.ts";
import type { OpenPort } from "./streams.ts";

/** Gives one end of a channel to the preload, which hands it on to the database process. */
export type HandOverPort = (message: DataPortHandOver, port: MessagePort) => void;

/** A port can only be given away by a message to our own window; the preload listens there. */
export function handOverByWindow(message: DataPortHandOver, port: MessagePort): void {
  window.postMessage(message, "/", [port]);
}

/** Data ports as message ports, whose other end is in the database process of the connection. */
export function createDesktopDataPorts(handOver: HandOverPort): OpenPort {
  return (connectionId, events) => {
    const { port1, port2 } = new MessageChannel();
    const state = { isClosed: false };
    const close = () => {
      if (state.isClosed) return;
      state.isClosed = true;
      port1.close();
      events.onClose();
    };
    // Messages wait in the channel until the other end is read, so nothing needs to be kept back here.
    port1.onmessage = (event: MessageEvent<PortEvent>) => events.onEvent(event.data);
    port1.addEventListener("close", close);
    handOver({ kind: "steward.dataPort", connectionId }, port2);
    return {
      post: (request) => {
        if (!state.isClosed) port1.postMessage(request);
      },
      close,
    };
  };
}
