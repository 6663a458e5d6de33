import type { Environment, OwnTimeouts, TimeoutName } from "./model.ts";
import { readNeonHost } from "./neon-host.ts";

/** The time-outs in force, in milliseconds. 0 is no limit; null leaves it to the server and the role. */
export interface ConnectionTimeouts {
  /** For each step of connecting. */
  readonly connectMs: number;
  /** For one statement of Steward's own. */
  readonly statementMs: number | null;
  /** For a lock that a statement of Steward's own waits for, a commit of edits among them. */
  readonly lockMs: number | null;
  /** For one statement of a query tab. */
  readonly tabStatementMs: number | null;
  /** For a lock that a statement of a query tab waits for. */
  readonly tabLockMs: number | null;
  /** For a transaction of a query tab in which nothing runs; the server then ends the session. */
  readonly idleInTransactionMs: number | null;
}

/** The bounds of each time-out in milliseconds; those of connecting are narrower, because 0 would wait for ever. */
export function timeoutBounds(name: TimeoutName): { readonly leastMs: number; readonly mostMs: number } {
  return name === "connectMs" ? { leastMs: 1_000, mostMs: 600_000 } : { leastMs: 0, mostMs: 86_400_000 };
}

/**
 * The time-outs of an environment: a forgotten transaction on production ends after five minutes, elsewhere the server
 * decides. A Neon compute may have to wake first, which takes longer than a host that is up.
 */
export function defaultTimeouts(environment: Environment, host: string): ConnectionTimeouts {
  return {
    connectMs: readNeonHost(host) ? 30_000 : 10_000,
    statementMs: 30_000,
    lockMs: 3_000,
    tabStatementMs: null,
    tabLockMs: null,
    idleInTransactionMs: environment === "production" ? 300_000 : null,
  };
}

/** The defaults with what a connection says itself. */
export function timeoutsOf(environment: Environment, host: string, own: OwnTimeouts = {}): ConnectionTimeouts {
  const named = Object.entries(own).filter(([, value]) => value !== undefined);
  return { ...defaultTimeouts(environment, host), ...Object.fromEntries(named) };
}

/** Whose statements a session carries: the app's own, or a person's in a query tab. */
export type TimeoutUse = "own" | "tab";

/** The server settings that a session starts with, by their names in Postgres; none for what is left to the server. */
export function timeoutSettings(timeouts: ConnectionTimeouts, use: TimeoutUse): Readonly<Record<string, string>> {
  const named =
    use === "own"
      ? { statement_timeout: timeouts.statementMs, lock_timeout: timeouts.lockMs }
      : {
          statement_timeout: timeouts.tabStatementMs,
          lock_timeout: timeouts.tabLockMs,
          idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
        };
  return Object.fromEntries(Object.entries(named).flatMap(([name, ms]) => (ms === null ? [] : [[name, `${ms}ms`]])));
}
