import { AppError } from "../../../../shared/ipc/app-error.ts";
import { explainFailure } from "./explain-failure.ts";

/**
 * What is kept of a failed request. The client's own error holds the API key in its configuration (in its JSON and in what
 * an inspector prints), so nothing of it goes further than this.
 */
export interface NeonFailure {
  /** Null without an answer. */
  readonly status: number | null;
  /** Neon's error code, often empty; a network error's code where there is no answer. */
  readonly code: string;
  readonly message: string;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  /** Whether Neon may have acted on it: `unsent` never reached it, `unknown` got no answer of its own. */
  readonly reach: "unsent" | "unknown" | "answered";
}

/** A request to Neon that failed, in words. `failure` is for the adapter's own decisions and does not cross processes. */
export class NeonError extends AppError {
  readonly failure: NeonFailure;

  constructor(failure: NeonFailure) {
    const { code, message, hint } = explainFailure(failure);
    super(code, message, { hint });
    this.name = "NeonError";
    this.failure = failure;
  }
}

/** Whether `error` is Neon's answer with one of these HTTP states. */
export function isNeonStatus(error: unknown, ...states: number[]): error is NeonError {
  return error instanceof NeonError && error.failure.status !== null && states.includes(error.failure.status);
}
