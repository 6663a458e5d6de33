import type { EndpointName } from "../endpoint-name.ts";
import { openServerLine, Refusal, type ResolveEndpoint } from "../upstream.ts";
import { ServerSession } from "./server-session.ts";
import type { PooledStartup } from "./startup-checks.ts";

/** How much of a server the pooler takes. */
export interface PoolLimits {
  /** Sessions at one endpoint; Neon's pooler takes nine tenths of max_connections. */
  readonly maxSessions: number;
  /** How long a client waits for one before it is refused (PgBouncer's query_wait_timeout). */
  readonly waitMs: number;
  /** How long an unused one is kept: shorter than any compute stays awake. */
  readonly idleMs: number;
}

export const defaultPoolLimits: PoolLimits = { maxSessions: 40, waitMs: 120_000, idleMs: 10_000 };

/** For whom a session is opened: only those who are equal in all of it share sessions. */
export interface PoolUser {
  readonly startup: PooledStartup;
  readonly password: string;
}

interface Waiter {
  readonly key: string;
  readonly user: PoolUser;
  readonly give: (session: Promise<ServerSession>) => void;
}

/** The sessions of one endpoint, lent to one client at a time; who waits longest is next. */
export class ServerPool {
  private readonly endpoint: EndpointName;
  private readonly resolve: ResolveEndpoint;
  private readonly limits: PoolLimits;
  private readonly log: (line: string) => void;
  private readonly idle: { readonly key: string; readonly session: ServerSession; readonly timer: NodeJS.Timeout }[] =
    [];
  private readonly sessions = new Set<ServerSession>();
  private waiters: Waiter[] = [];
  /** Sessions that are open or being opened. */
  private count = 0;
  private isClosed = false;

  constructor(endpoint: EndpointName, resolve: ResolveEndpoint, limits: PoolLimits, log: (line: string) => void) {
    this.endpoint = endpoint;
    this.resolve = resolve;
    this.limits = limits;
    this.log = log;
  }

  /** Lends a session, started first if need be. Rejects with Refusal, ServerRefusal, LineEnded, ScramFailure. */
  async acquire(user: PoolUser): Promise<ServerSession> {
    return await new Promise((resolve, reject) => {
      const waiter: Waiter = {
        key: keyOf(user),
        user,
        give: (session) => {
          clearTimeout(timer);
          session.then(resolve, reject);
        },
      };
      const timer = setTimeout(() => {
        this.waiters = this.waiters.filter((one) => one !== waiter);
        reject(new Refusal({ sqlstate: "08P01", severity: "FATAL", message: "query_wait_timeout" }));
      }, this.limits.waitMs);
      this.waiters.push(waiter);
      this.serve();
    });
  }

  /** Takes a session back; it is lent again when it has forgotten its last client. */
  async release(user: PoolUser, session: ServerSession): Promise<void> {
    if (!(await session.clean())) return this.discard(session);
    if (this.isClosed) return session.end();
    const key = keyOf(user);
    const timer = setTimeout(() => this.discard(session), this.limits.idleMs);
    this.idle.push({ key, session, timer });
    this.serve();
  }

  /** Ends a session that cannot be lent any more. */
  discard(session: ServerSession): void {
    this.forget(session);
    session.end();
  }

  close(): void {
    this.isClosed = true;
    for (const { timer } of this.idle) clearTimeout(timer);
    for (const session of this.sessions) session.socket.destroy();
    const refusal = new Refusal({
      sqlstate: "57P01",
      severity: "FATAL",
      message: "the database system is shutting down",
    });
    for (const waiter of this.waiters.splice(0)) waiter.give(Promise.reject(refusal));
  }

  private serve(): void {
    for (let waiter = this.waiters[0]; waiter; waiter = this.waiters[0]) {
      const found = this.takeIdle(waiter.key);
      if (!found && this.count >= this.limits.maxSessions && !this.makeRoom()) return;
      this.waiters.shift();
      waiter.give(found ? Promise.resolve(found) : this.open(waiter.user));
    }
  }

  private takeIdle(key: string): ServerSession | null {
    const at = this.idle.findLastIndex((one) => one.key === key);
    const [found] = at < 0 ? [] : this.idle.splice(at, 1);
    if (!found) return null;
    clearTimeout(found.timer);
    return found.session;
  }

  /** Ends an unused session of others. */
  private makeRoom(): boolean {
    const [oldest] = this.idle;
    if (!oldest) return false;
    // Without serving: the waiter that this room is for is being served.
    this.drop(oldest.session);
    oldest.session.end();
    return true;
  }

  private async open({ startup, password }: PoolUser): Promise<ServerSession> {
    this.count += 1;
    try {
      const line = await openServerLine(this.endpoint, this.resolve, this.log);
      const session = await ServerSession.open(line, startup, password).catch((error: unknown) => {
        line.socket.destroy();
        throw error;
      });
      this.sessions.add(session);
      session.socket.once("close", () => this.forget(session));
      return session;
    } catch (error) {
      this.count -= 1;
      this.serve();
      throw error;
    }
  }

  private forget(session: ServerSession): void {
    if (this.drop(session)) this.serve();
  }

  private drop(session: ServerSession): boolean {
    if (!this.sessions.delete(session)) return false;
    this.count -= 1;
    const at = this.idle.findIndex((one) => one.session === session);
    if (at >= 0) for (const { timer } of this.idle.splice(at, 1)) clearTimeout(timer);
    return true;
  }
}

/** A map's order is the client's; two that say the same in another order have sessions of their own. */
function keyOf({ startup, password }: PoolUser): string {
  return JSON.stringify([startup.user, startup.database, [...startup.settings], password]);
}
