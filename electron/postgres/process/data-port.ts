import type { PortEvent, PortRequest } from "../../../shared/rows/stream.ts";

/**
 * One end of a data port inside the database process. Hosts wrap what they have (a MessagePortMain, a WebSocket).
 * `bufferedBytes` is what the transport has not written yet, 0 where it cannot be known.
 */
export interface DataPort {
  post(event: PortEvent): void;
  onRequest(listener: (request: PortRequest) => void): void;
  onClose(listener: () => void): void;
  bufferedBytes(): number;
  close(): void;
}

/** The process's line to main. Messages are structured-cloneable. */
export interface ParentChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}
