import { AppError } from "../../shared/ipc/app-error.ts";
import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import type { WireRequest, WireResponse } from "../../shared/ipc/wire.ts";
import type { Bridge, OperationOptions } from "./bridge.ts";
import type { TopicHub } from "./topic-hub.ts";

/** What a transport gives: a way to send one request. Rejects with AppError when the line is down. */
export type SendRequest = (request: WireRequest) => Promise<WireResponse>;

/** Requests over any transport, with progress and cancel of operations. */
export function createRequests(send: SendRequest, topics: TopicHub): Bridge["request"] {
  return async <Name extends Channel>(channel: Name, input: RequestInput<Name>, options: OperationOptions = {}) => {
    const { onProgress, signal } = options;
    if (signal?.aborted) throw new AppError("cancelled", "Cancelled.");
    const isFollowed = onProgress !== undefined || signal !== undefined;
    const operationId = isFollowed ? crypto.randomUUID() : undefined;
    const stopListening = onProgress
      ? topics.subscribe("operation.progress", (event) => {
          if (event.operationId === operationId) onProgress(event.progress);
        })
      : undefined;
    // The operation's own answer tells how it ended; a cancel that is lost with the line has nothing left to cancel.
    const cancel = () => void send({ channel: "operations.cancel", input: { operationId } }).catch(() => undefined);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      const response = await send({ channel, input, ...(operationId === undefined ? {} : { operationId }) });
      if (!response.ok) throw AppError.fromWire(response.error);
      return response.value as RequestOutput<Name>; // the router answers what the contract declares
    } finally {
      signal?.removeEventListener("abort", cancel);
      stopListening?.();
    }
  };
}
