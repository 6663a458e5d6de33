import { AppError } from "../../../../shared/ipc/app-error.ts";
import { explainFailure } from "./explain-failure.ts";
import type { NeonFailure } from "./neon-failure.ts";

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
