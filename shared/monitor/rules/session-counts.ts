import type { MonitoredSession, MonitorSample } from "../model.ts";

/** How the connections of a server are used. */
export interface SessionCounts {
  /** Those that count against `max_connections`. */
  readonly clients: number;
  readonly active: number;
  readonly idle: number;
  readonly idleInTransaction: number;
  /** Waiting for a lock. */
  readonly waiting: number;
  /** Clients whose state this role may not see. */
  readonly hidden: number;
  /** The transaction that is open longest; null when none is. */
  readonly longest: MonitoredSession | null;
}

/** Whether a session is somebody's connection; a hidden one is, when it has a user. */
export function isClient({ backendType, user }: MonitoredSession): boolean {
  return backendType === null ? user !== null : backendType === "client backend";
}

/** Whether it holds a transaction open without doing anything: a cancel does nothing to it. */
export function isIdleInTransaction({ state }: MonitoredSession): boolean {
  return state === "idle in transaction" || state === "idle in transaction (aborted)";
}

/** Counts the clients of a look by what they do. */
export function countSessions({ sessions }: Pick<MonitorSample, "sessions">): SessionCounts {
  const clients = sessions.filter(isClient);
  const count = (test: (session: MonitoredSession) => boolean) => clients.filter(test).length;
  const open = clients.filter(({ transactionSeconds }) => transactionSeconds !== null);
  const [longest = null] = open.toSorted((a, b) => (b.transactionSeconds ?? 0) - (a.transactionSeconds ?? 0));
  return {
    clients: clients.length,
    active: count(({ state }) => state === "active"),
    idle: count(({ state }) => state === "idle"),
    idleInTransaction: count(isIdleInTransaction),
    waiting: count(({ blockedBy }) => blockedBy.length > 0),
    hidden: count(({ isHidden }) => isHidden),
    longest,
  };
}
