import type { WireError } from "../../../shared/ipc/app-error.ts";
import type { JobEvent } from "../copy/session-jobs.ts";
import type { StatementLimits } from "../raw-session.ts";
import type { ConnectParameters, SessionOptions, StreamTarget, TransactionStatus } from "../session.ts";

/** What main asks of a database process. `call` numbers the answer; `session` is chosen by main. */
export type ProcessCall =
  | {
      readonly method: "open";
      readonly session: number;
      readonly parameters: ConnectParameters;
      readonly options: Omit<SessionOptions, "signal">;
    }
  | {
      readonly method: "query";
      readonly session: number;
      readonly sql: string;
      readonly values: readonly (string | null)[];
      readonly limits: StatementLimits;
    }
  | {
      readonly method: "stream";
      readonly session: number;
      readonly target: StreamTarget;
      readonly sql: string;
      readonly values: readonly (string | null)[];
      readonly limits: StatementLimits;
    }
  | { readonly method: "job"; readonly session: number; readonly name: string; readonly input: unknown }
  | { readonly method: "close"; readonly session: number };

/** Main -> process. */
export type ToProcess =
  | { readonly kind: "call"; readonly call: number; readonly request: ProcessCall }
  | { readonly kind: "abort"; readonly call: number };

/** Process -> main. `status` is the session's transaction status after the call. */
export type FromProcess =
  | { readonly kind: "result"; readonly call: number; readonly value: unknown; readonly status: TransactionStatus }
  | { readonly kind: "failure"; readonly call: number; readonly error: WireError; readonly status: TransactionStatus }
  | { readonly kind: "event"; readonly call: number; readonly event: JobEvent }
  | { readonly kind: "lost"; readonly session: number; readonly message: string };

/** Whether a message is one of main's; hosts put messages of their own on the same line. */
export function isToProcess(message: unknown): message is ToProcess {
  return isObjectWithKind(message) && (message.kind === "call" || message.kind === "abort");
}

/** Whether a message is one of the process's. */
export function isFromProcess(message: unknown): message is FromProcess {
  return isObjectWithKind(message) && ["result", "failure", "event", "lost"].includes(message.kind);
}

function isObjectWithKind(message: unknown): message is { kind: string } {
  return typeof message === "object" && message !== null && "kind" in message && typeof message.kind === "string";
}
