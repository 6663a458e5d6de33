import { DatabaseError } from "pg";

/** The driver's connection: the few calls that one extended-protocol statement needs. */
export interface ProtocolConnection {
  parse(query: { text: string; name: string; types: number[] }): void;
  bind(config: { values: readonly (string | null)[]; portal: string; statement: string; binary: boolean }): void;
  describe(message: { type: "P"; name: string }): void;
  execute(config: { portal: string; rows: number }): void;
  sync(): void;
  sendCopyFail(message: string): void;
  endCopyFrom(): void;
  once(event: "readyForQuery" | "end", listener: () => void): void;
  removeListener(event: "readyForQuery" | "end", listener: () => void): void;
}

/**
 * Calls `settle` once the server is ready after an error. The driver forgets a statement that failed: a connection that
 * breaks before the server is ready is ours to notice. An error that ends the session settles at once.
 */
export function settleWhenReady(error: unknown, connection: ProtocolConnection, settle: () => void): void {
  if (!(error instanceof DatabaseError) || error.severity === "FATAL") return settle();
  const settleOnce = () => {
    connection.removeListener("readyForQuery", settleOnce);
    connection.removeListener("end", settleOnce);
    settle();
  };
  connection.once("readyForQuery", settleOnce);
  connection.once("end", settleOnce);
}
