import { isAppError } from "../../shared/ipc/app-error.ts";
import type { OwnedSession } from "./session.ts";

interface Idle {
  readonly session: OwnedSession;
  readonly timer: NodeJS.Timeout;
}

const maxSessions = 4;
const idleMs = 30_000;

/** A few read sessions of one database. Idle ones are closed, so that nothing of ours stands in a suspended compute's way. */
export class ReadPool {
  private readonly open: (signal?: AbortSignal) => Promise<OwnedSession>;
  private readonly idle: Idle[] = [];
  private readonly lost = new WeakSet<OwnedSession>();
  private readonly waiting: (() => void)[] = [];
  private busy = 0;
  private isClosed = false;

  constructor(open: (signal?: AbortSignal) => Promise<OwnedSession>) {
    this.open = open;
  }

  /**
   * Runs `work` with a session nobody else uses meanwhile. A read whose pooled session turns out to be dead is run
   * again once on a fresh one: nothing it did can have lasted.
   */
  async run<T>(work: (session: OwnedSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.turn();
    try {
      const pooled = this.takeIdle();
      if (!pooled) return await this.onFresh(work, signal);
      try {
        return await this.finish(pooled, work);
      } catch (error) {
        if (!isAppError(error, "connectionLost", "processLost") || signal?.aborted) throw error;
        return await this.onFresh(work, signal);
      }
    } finally {
      this.busy -= 1;
      this.waiting.shift()?.();
    }
  }

  /** Closes what is idle; busy sessions are closed when they come back. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.drain();
  }

  /** Closes idle sessions, for instance because the compute is about to be suspended. */
  async drain(): Promise<void> {
    await Promise.all(
      this.idle.splice(0).map(({ session, timer }) => {
        clearTimeout(timer);
        return session.close();
      }),
    );
  }

  private async onFresh<T>(work: (session: OwnedSession) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const session = await this.open(signal);
    session.onLost(() => this.lost.add(session));
    return await this.finish(session, work);
  }

  private async finish<T>(session: OwnedSession, work: (session: OwnedSession) => Promise<T>): Promise<T> {
    let isUsable = false;
    try {
      const value = await work(session);
      isUsable = true;
      return value;
    } catch (error) {
      isUsable = !isAppError(error, "connectionLost", "processLost", "outcomeUnknown");
      throw error;
    } finally {
      if (isUsable && !this.lost.has(session) && !this.isClosed && session.transactionStatus === "idle")
        this.keep(session);
      else await session.close();
    }
  }

  private keep(session: OwnedSession): void {
    const timer = setTimeout(() => {
      const at = this.idle.findIndex((idle) => idle.session === session);
      if (at < 0) return;
      this.idle.splice(at, 1);
      void session.close();
    }, idleMs);
    timer.unref();
    this.idle.push({ session, timer });
  }

  private takeIdle(): OwnedSession | null {
    for (;;) {
      const idle = this.idle.pop();
      if (!idle) return null;
      clearTimeout(idle.timer);
      if (!this.lost.has(idle.session)) return idle.session;
    }
  }

  private async turn(): Promise<void> {
    if (this.busy >= maxSessions) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.busy += 1;
  }
}
