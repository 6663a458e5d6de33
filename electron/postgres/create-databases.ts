import { defaultTimeouts, timeoutSettings } from "../../shared/connections/timeouts.ts";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import { isAppError } from "../../shared/ipc/app-error.ts";
import type { Databases, ReadOptions } from "./databases.ts";
import { createOwnedSession } from "./owned-session.ts";
import type { RawSessionOpener } from "./raw-session.ts";
import { ReadPool } from "./read-pool.ts";
import type { ConnectParameters, OwnedSession, PageSession, SessionOptions, StatementRecord } from "./session.ts";

/** What `createDatabases` needs from the app. */
export interface DatabasesDependencies {
  /** Fields for a reference, password included; may start a compute. */
  readonly resolve: (ref: DatabaseRef, role?: string, signal?: AbortSignal) => Promise<ConnectParameters>;
  /** How sessions of a connection are opened: in its database process, or here. */
  readonly opener: (connectionId: string) => RawSessionOpener;
  readonly observe: (ref: DatabaseRef, record: StatementRecord) => void;
  readonly onLost: (ref: DatabaseRef, reason: Error) => void;
}

/** `Databases` and the ways to let go of sessions. */
export interface ManagedDatabases extends Databases {
  /** Closes idle read sessions of a connection (all branches), or of everything. */
  drain(connectionId?: string): Promise<void>;
  close(): Promise<void>;
}

/** Settings of the sessions for the app's own reads: a forgotten one can neither run long nor hold anything. */
const readSettings = {
  default_transaction_read_only: "on",
  // Floats as keys of pages have to come back as they went.
  extra_float_digits: "1",
  idle_in_transaction_session_timeout: "60s",
};
const readSession = { purpose: "read", settings: readSettings, timeouts: "own" } as const;

/** Sessions by reference, with one pool of read sessions for each database. */
export function createDatabases(dependencies: DatabasesDependencies): ManagedDatabases {
  const pools = new Map<string, { readonly pool: ReadPool; readonly connectionId: string }>();
  const owned = new Set<OwnedSession>();

  /** What a pooler's session has to be told in each transaction. */
  const ownSettings = new WeakMap<OwnedSession, Readonly<Record<string, string>>>();

  const connect = async (ref: DatabaseRef, parameters: ConnectParameters, options: SessionOptions) => {
    const timeouts = parameters.timeouts ?? defaultTimeouts("development", parameters.host);
    const limits = options.timeouts ? timeoutSettings(timeouts, options.timeouts) : {};
    const settings = { ...limits, ...options.settings };
    const given = { connectTimeoutMs: timeouts.connectMs, ...options, settings };
    const raw = await dependencies.opener(ref.connectionId)(parameters, given);
    const session = createOwnedSession(raw, options.purpose, (record) => dependencies.observe(ref, record));
    if (parameters.directHost !== undefined) ownSettings.set(session, settings);
    return session;
  };

  const poolOf = (ref: DatabaseRef): ReadPool => {
    const key = JSON.stringify([ref.connectionId, ref.branchId ?? null]);
    const known = pools.get(key);
    if (known) return known.pool;
    const open = async (signal?: AbortSignal) => {
      const parameters = await dependencies.resolve(ref, undefined, signal);
      return await connect(ref, parameters, { ...readSession, ...(signal ? { signal } : {}) });
    };
    const pool = new ReadPool(open);
    pools.set(key, { pool, connectionId: ref.connectionId });
    return pool;
  };

  const databases: ManagedDatabases = {
    read: (ref, cause, run, options = {}) =>
      poolOf(ref).run(
        (session) =>
          inReadTransaction(session, ownSettings.get(session), cause, options, () => run(readOnly(session, cause))),
        options.signal,
      ),
    stream: (ref, cause, target, sql, values, options = {}) =>
      poolOf(ref).run(
        (session) =>
          inReadTransaction(session, ownSettings.get(session), cause, options, () =>
            readOnly(session, cause).stream(target, sql, values, options),
          ),
        options.signal,
      ),
    open: async (ref, { role, ...options }) => {
      const parameters = pastPooler(await dependencies.resolve(ref, role, options.signal));
      const session = await connect(ref, parameters, options);
      owned.add(session);
      session.onLost((reason) => {
        owned.delete(session);
        dependencies.onLost(ref, reason);
      });
      const close = async () => {
        owned.delete(session);
        await session.close();
      };
      return Object.create(session, { close: { value: close, enumerable: true } }) as OwnedSession; // same shape, own close
    },
    write: async (ref, options, run) => {
      const session = await databases.open(ref, options);
      try {
        return await run(session);
      } finally {
        await session.close();
      }
    },
    drain: async (connectionId) => {
      const chosen = [...pools.values()].filter(
        (entry) => connectionId === undefined || entry.connectionId === connectionId,
      );
      await Promise.all(chosen.map((entry) => entry.pool.drain()));
    },
    close: async () => {
      await Promise.all([...pools.values()].map((entry) => entry.pool.close()));
      await Promise.all([...owned].map((session) => session.close()));
    },
  };
  return databases;
}

/**
 * BEGIN READ ONLY, then one statement inside it (after which the server refuses to make it read-write), then `run`,
 * always ROLLBACK. Every statement is a message of its own by the extended protocol.
 */
async function inReadTransaction<T>(
  session: OwnedSession,
  ownSettings: Readonly<Record<string, string>> | undefined,
  cause: string,
  options: ReadOptions,
  run: () => Promise<T>,
): Promise<T> {
  const own = { cause };
  const first =
    options.searchPath === "user"
      ? "SELECT pg_catalog.set_config('transaction_read_only', 'on', true)"
      : "SELECT pg_catalog.set_config('search_path', 'pg_catalog', true)";
  // Neither needs the other's answer: both are on their way at once. `run` begins when both are done.
  const begun = session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", [], own);
  const isSet = session.query(first, [], own);
  const rollBack = () => session.execute("ROLLBACK", [], own);
  let value: T;
  try {
    await Promise.all([begun, isSet]);
    if (ownSettings) await session.query(...settingsForTransaction(ownSettings), own);
    value = await run();
  } catch (error) {
    await rollBack();
    throw error;
  }
  try {
    await rollBack();
  } catch (error) {
    // All was read: doing it again on another session would send rows twice. The pool lets a lost session go.
    if (!isAppError(error, "connectionLost", "processLost")) throw error;
  }
  return value;
}

/** Behind a pooler what was set for a session may be another session's the next time: it is set for the transaction. */
function settingsForTransaction(settings: Readonly<Record<string, string>>): [string, string[]] {
  const names = Object.entries(settings).filter(([name]) => name !== "default_transaction_read_only");
  const calls = names.map((_setting, at) => `pg_catalog.set_config($${2 * at + 1}, $${2 * at + 2}, true)`);
  return [`SELECT ${calls.join(", ")}`, names.flat()];
}

/** Where to reach the same database without its pooler: a session that somebody holds needs a server of its own. */
function pastPooler({ directHost, ...parameters }: ConnectParameters): ConnectParameters {
  return directHost === undefined ? parameters : { ...parameters, host: directHost };
}

function readOnly(session: OwnedSession, cause: string): PageSession {
  return {
    mode: "read",
    query: (sql, values, options) => session.query(sql, values, { cause, ...options }),
    stream: (target, sql, values, options) => session.stream(target, sql, values, { pageRows: 500, cause, ...options }),
  };
}
