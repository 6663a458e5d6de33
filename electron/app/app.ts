import type { WireResponse } from "../../shared/ipc/wire.ts";
import type { DatabaseProcessHandle } from "../postgres/process/handle.ts";

/** The whole application behind any host: made by `createApp(platform)`. */
export interface App {
  /** Answers one message of a client (a `WireRequest` if it is well-formed). Never rejects. */
  handle(clientId: string, message: unknown): Promise<WireResponse>;
  /** The database process of a connection, started when needed; null when sessions run in this process. */
  databaseProcess(connectionId: string): DatabaseProcessHandle | null;
  /** A window is about to open: starts what it will ask for first. Returns at once. */
  warmUp(): void;
  /** Takes secrets out of a line that the host wants to log. */
  redact(text: string): string;
  /** A window or browser tab is gone: its operations and streams are cancelled. */
  forgetClient(clientId: string): void;
  /** Ends sessions, processes and embedded computes in order; resolves when nothing of ours runs any more. */
  close(): Promise<void>;
}
