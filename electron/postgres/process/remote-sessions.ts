import { AppError } from "../../../shared/ipc/app-error.ts";
import type { StatementEnd } from "../../../shared/rows/model.ts";
import type { JobEvent } from "../copy/session-jobs.ts";
import type { RawSession, RawSessionOpener } from "../raw-session.ts";
import type { QueryResult, TransactionStatus } from "../session.ts";
import type { DatabaseProcessHandle } from "./handle.ts";
import { type FromProcess, isFromProcess, type ProcessCall, type ToProcess } from "./messages.ts";

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
  readonly session: number;
  readonly onEvent: ((event: JobEvent) => void) | undefined;
}

interface Remote {
  status: TransactionStatus;
  lost: Error | null;
  readonly listeners: ((reason: Error) => void)[];
}

/** Main's side of a database process: sessions that live there, used as if they were here. */
export class RemoteSessions {
  readonly open: RawSessionOpener;
  private readonly handle: DatabaseProcessHandle;
  private readonly waiting = new Map<number, Waiting>();
  private readonly remotes = new Map<number, Remote>();
  private lastCall = 0;
  private lastSession = 0;
  private hasExited = false;

  constructor(handle: DatabaseProcessHandle) {
    this.handle = handle;
    handle.onMessage((message) => {
      if (isFromProcess(message)) this.receive(message);
    });
    handle.onExit(() => this.exited());
    this.open = async (parameters, options) => {
      const { signal, ...rest } = options;
      const session = ++this.lastSession;
      const remote: Remote = { status: "idle", lost: null, listeners: [] };
      this.remotes.set(session, remote);
      try {
        const pid = await this.call({ method: "open", session, parameters, options: rest }, signal);
        return this.remoteSession(session, remote, Number(pid));
      } catch (error) {
        this.remotes.delete(session);
        throw error;
      }
    };
  }

  private remoteSession(session: number, remote: Remote, backendPid: number): RawSession {
    return {
      backendPid,
      get transactionStatus() {
        return remote.status;
      },
      // The process answers each method with the type its message declares.
      query: (sql, values, limits, signal) =>
        this.call({ method: "query", session, sql, values, limits }, signal) as Promise<QueryResult>,
      stream: (target, sql, values, limits, signal) =>
        this.call({ method: "stream", session, target, sql, values, limits }, signal) as Promise<StatementEnd>,
      job: (name, input, onEvent, signal) => this.call({ method: "job", session, name, input }, signal, onEvent),
      onLost: (listener) => {
        if (remote.lost) listener(remote.lost);
        else remote.listeners.push(listener);
      },
      close: async () => {
        this.remotes.delete(session);
        if (!this.hasExited && !remote.lost) await this.call({ method: "close", session });
      },
    };
  }

  private call(request: ProcessCall, signal?: AbortSignal, onEvent?: (event: JobEvent) => void): Promise<unknown> {
    if (this.hasExited) return Promise.reject(processLost());
    if (signal?.aborted) return Promise.reject(new AppError("cancelled", "Cancelled before it was sent."));
    const call = ++this.lastCall;
    const post = (message: ToProcess) => this.handle.post(message);
    return new Promise((resolve, reject) => {
      const abort = () => post({ kind: "abort", call });
      signal?.addEventListener("abort", abort, { once: true });
      const settle = (action: () => void) => {
        signal?.removeEventListener("abort", abort);
        action();
      };
      this.waiting.set(call, {
        session: request.session,
        onEvent,
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      });
      post({ kind: "call", call, request });
    });
  }

  private receive(message: FromProcess): void {
    if (message.kind === "lost") return this.lose(message.session, new Error(message.message));
    const waiting = this.waiting.get(message.call);
    if (!waiting) return;
    if (message.kind === "event") return waiting.onEvent?.(message.event);
    this.waiting.delete(message.call);
    const remote = this.remotes.get(waiting.session);
    if (remote) remote.status = message.status;
    if (message.kind === "result") waiting.resolve(message.value);
    else waiting.reject(AppError.fromWire(message.error));
  }

  private lose(session: number, reason: Error): void {
    const remote = this.remotes.get(session);
    if (!remote || remote.lost) return;
    remote.lost = reason;
    this.remotes.delete(session);
    for (const listener of remote.listeners.splice(0)) listener(reason);
  }

  private exited(): void {
    this.hasExited = true;
    for (const waiting of this.waiting.values()) waiting.reject(processLost());
    this.waiting.clear();
    for (const session of [...this.remotes.keys()]) this.lose(session, processLost());
  }
}

function processLost(): AppError {
  return new AppError("processLost", "The database process of this connection ended.", {
    hint: "Other connections go on. Run it again: a new process starts; a statement that was running may have had its effect.",
  });
}
