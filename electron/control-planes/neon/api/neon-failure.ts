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
