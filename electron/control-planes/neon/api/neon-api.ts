import { randomUUID } from "node:crypto";
import { createApiClient } from "@neondatabase/api-client";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { type Clock, cancelledError } from "./clock.ts";
import { NeonError } from "./neon-error.ts";
import type { NeonFailure } from "./neon-failure.ts";
import { foreignAnswer, reduceFailure } from "./reduce-failure.ts";
import { backOffMs, RateBudget } from "./waiting.ts";

/** Neon's generated client. Only `NeonApi` calls it: what it throws holds the key. */
export type NeonClient = ReturnType<typeof createApiClient>;

/** What goes with each request of the client. */
export interface RequestSettings {
  readonly signal: AbortSignal;
  readonly timeout: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** One request, as `(client, settings) => client.getProject(id, settings)`. */
export type NeonCall<T> = (
  client: NeonClient,
  settings: RequestSettings,
) => Promise<{ readonly data: T; readonly status: number }>;

/** How a change is followed, and how its outcome is found when no answer came. */
export interface ChangeOptions<T> {
  readonly signal?: AbortSignal | undefined;
  /** How long a project may stay locked by other operations; two minutes unless said. */
  readonly patienceMs?: number | undefined;
  /** Told once when it waits for other operations of the project. */
  readonly onLocked?: (() => void) | undefined;
  /**
   * Reads whether a change without an answer was made: its result, or null when it surely was not and may be sent again.
   * Without it such a change is never sent again (`outcomeUnknown`).
   */
  readonly findOutcome?: (() => Promise<T | null>) | undefined;
}

/** Where the API is and with which key; waits in milliseconds, changed by tests only. */
export interface NeonApiOptions {
  /** With its path: `https://console.neon.tech/api/v2`. */
  readonly apiUrl: string;
  /** Asked for each request: the key may be replaced, or be locked. What it rejects with is given on. */
  readonly readKey: () => Promise<string>;
  readonly clock: Clock;
  readonly timeoutMs?: number;
  /** Five unless said: Neon allows 700 requests a minute for all tools of the account, and Steward takes less than half. */
  readonly requestsPerSecond?: number;
  /** Asked for each request, as the key is. */
  readonly headers?: () => Readonly<Record<string, string>>;
}

const longestRetryAfterMs = 30_000;
const longestLockMs = 120_000;
const repetitions = 4;

/**
 * The one place that calls Neon's client. Reads are repeated; changes only after 423, 429 and 503, which Neon promises to be
 * safe, or when `findOutcome` says that nothing happened. Rejects with NeonError, or AppError `cancelled`, `outcomeUnknown`.
 */
export class NeonApi {
  readonly clock: Clock;
  readonly #client: NeonClient;
  readonly #readKey: () => Promise<string>;
  readonly #timeoutMs: number;
  readonly #headers: () => Readonly<Record<string, string>>;
  readonly #budget: RateBudget;

  constructor(options: NeonApiOptions) {
    this.clock = options.clock;
    this.#readKey = options.readKey;
    this.#timeoutMs = options.timeoutMs ?? 30_000;
    const { requestsPerSecond = 5, headers = () => ({}) } = options;
    this.#budget = new RateBudget(requestsPerSecond, 5 * requestsPerSecond);
    this.#headers = headers;
    const isLoopback = /^http:/i.test(options.apiUrl);
    this.#client = createApiClient({
      apiKey: null,
      baseURL: options.apiUrl.replace(/\/+$/, ""),
      // The key goes to the address that it was given for, and nowhere else.
      maxRedirects: 0,
      maxContentLength: 64 * 1024 * 1024,
      ...(isLoopback ? { proxy: false as const } : {}),
    });
  }

  /** A request that changes nothing. */
  async read<T>(call: NeonCall<T>, signal?: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(call, signal);
      if (answer.isAnswer) return answer.value;
      const { failure } = answer;
      const mayPass = failure.reach !== "answered" || isBusy(failure) || isLocked(failure);
      if (!mayPass || attempt > repetitions) throw new NeonError(failure);
      await this.clock.sleep(this.waitFor(failure, attempt), signal);
    }
  }

  /** A request that changes something. Answers its result, or that of `findOutcome`. */
  async change<T>(call: NeonCall<T>, options: ChangeOptions<T> = {}): Promise<T> {
    const { signal, findOutcome } = options;
    const locked = { sinceMs: this.clock.nowMs(), times: 0 };
    for (let attempt = 1; ; ) {
      const answer = await this.attempt(call, signal);
      if (answer.isAnswer) return answer.value;
      const { failure } = answer;
      if (failure.reach === "unknown") {
        const found = await this.findOutcome(failure, findOutcome);
        if (found !== null) return found;
        if (attempt > repetitions) throw new NeonError(failure);
      } else if (isLocked(failure)) {
        if (this.clock.nowMs() - locked.sinceMs >= (options.patienceMs ?? longestLockMs)) throw new NeonError(failure);
        if (locked.times === 0) options.onLocked?.();
        // Others' work does not use up the repetitions that are kept for trouble of its own.
        locked.times += 1;
        await this.clock.sleep(this.waitFor(failure, locked.times), signal);
        continue;
      } else if (!(isBusy(failure) || failure.reach === "unsent") || attempt > repetitions)
        throw new NeonError(failure);
      await this.clock.sleep(this.waitFor(failure, attempt), signal);
      attempt += 1;
    }
  }

  /** Looks whether a change without an answer was made; a look that fails too leaves it unknown. */
  private async findOutcome<T>(failure: NeonFailure, look: (() => Promise<T | null>) | undefined): Promise<T | null> {
    const unknown = new AppError("outcomeUnknown", "Neon did not say whether it made the change.", {
      hint: `Look at the operations and the branches before you try again (${failure.status ?? failure.code}).`,
    });
    if (!look) throw unknown;
    // What was on its way may still arrive: the first look is not taken at once.
    await this.clock.sleep(1_000);
    try {
      return await look();
    } catch (error) {
      if (error instanceof NeonError && error.failure.reach !== "answered") throw unknown;
      throw error;
    }
  }

  /** Milliseconds until the next attempt; gives up where Neon asks for more patience than a person has. */
  private waitFor(failure: NeonFailure, attempt: number): number {
    const { retryAfterMs } = failure;
    if (retryAfterMs !== null && retryAfterMs > longestRetryAfterMs) throw new NeonError(failure);
    if (retryAfterMs !== null) return retryAfterMs + Math.round(250 * this.clock.random());
    return isLocked(failure)
      ? backOffMs(attempt, this.clock.random(), 1_000, 5_000)
      : backOffMs(attempt, this.clock.random());
  }

  private async attempt<T>(call: NeonCall<T>, signal: AbortSignal | undefined): Promise<Attempt<T>> {
    if (signal?.aborted) throw cancelledError();
    const wait = this.#budget.take(this.clock.nowMs());
    if (wait > 0) await this.clock.sleep(wait, signal);
    const key = await this.#readKey();
    // The client's own time-out does not end an answer that drips.
    const tooLate = AbortSignal.timeout(this.#timeoutMs);
    const settings = {
      signal: signal ? AbortSignal.any([signal, tooLate]) : tooLate,
      timeout: this.#timeoutMs,
      headers: { ...this.#headers(), Authorization: `Bearer ${key}`, "X-Request-ID": randomUUID() },
    };
    try {
      const { data, status } = await call(this.#client, settings);
      const isShaped = (typeof data === "object" && data !== null) || status === 204;
      return isShaped ? { isAnswer: true, value: data } : { isAnswer: false, failure: foreignAnswer(status) };
    } catch (error) {
      if (signal?.aborted) throw cancelledError();
      const failure = reduceFailure(error, key, this.clock.nowMs());
      return { isAnswer: false, failure: tooLate.aborted ? { ...failure, code: "ETIMEDOUT" } : failure };
    }
  }

  /** Never shows what it holds, not even to an inspector that a logger uses. */
  toJSON(): string {
    return "NeonApi";
  }
}

type Attempt<T> =
  | { readonly isAnswer: true; readonly value: T }
  | { readonly isAnswer: false; readonly failure: NeonFailure };

function isBusy({ status }: NeonFailure): boolean {
  return status === 429 || status === 503;
}

/** Other operations of the project go on. Neon also says so of a branch that is being made (its own tests, 2026-03). */
function isLocked({ status, message }: NeonFailure): boolean {
  return status === 423 || (status === 422 && /branch not ready yet/i.test(message));
}
