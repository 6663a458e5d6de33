import type { Channel, RequestInput, RequestOutput } from "../../shared/ipc/contracts.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { TopicName, Topics } from "../../shared/ipc/topics.ts";
import type { PortEvent } from "../../shared/rows/stream.ts";
import type { BridgeFiles } from "./web/web-files.ts";

/** How a caller follows an operation. */
export interface OperationOptions {
  readonly onProgress?: (progress: Progress) => void;
  /** Aborting sends `operations.cancel`; the request then rejects with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** Reads one stream of a data port. Pages are credited back when `onEvent` returned (or its promise settled). */
export type StreamListener = (event: PortEvent) => void | Promise<void>;

/** The renderer's only way out. Rejections are AppErrors. */
export interface Bridge {
  readonly host: "desktop" | "web";
  /** Null where page and app are on one computer by nature. */
  readonly files: BridgeFiles | null;
  request<Name extends Channel>(
    channel: Name,
    input: RequestInput<Name>,
    options?: OperationOptions,
  ): Promise<RequestOutput<Name>>;
  subscribe<Name extends TopicName>(topic: Name, listener: (payload: Topics[Name]) => void): () => void;
  /**
   * Opens a stream on the data port of a connection, before the request that fills it. Resolves when the database
   * process knows the stream; the result closes it (which cancels what still runs for it).
   */
  openStream(connectionId: string, stream: string, listener: StreamListener): Promise<() => void>;
}
