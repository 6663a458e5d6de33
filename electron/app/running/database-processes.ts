import type { DatabaseProcessHandle } from "../../postgres/process/handle.ts";
import { RemoteSessions } from "../../postgres/process/remote-sessions.ts";
import type { RawSessionOpener } from "../../postgres/raw-session.ts";

interface Running {
  readonly handle: DatabaseProcessHandle;
  readonly sessions: RemoteSessions;
  readonly exited: Promise<void>;
}

const endWaitMs = 2_000;

/** One database process for each connection, started when it is needed and again after it died. */
export class DatabaseProcesses {
  private readonly startProcess: () => DatabaseProcessHandle;
  private readonly lost: (connectionId: string) => void;
  private readonly running = new Map<string, Running>();

  /** `lost` is told of processes that ended although nobody had ended them. */
  constructor(startProcess: () => DatabaseProcessHandle, lost: (connectionId: string) => void) {
    this.startProcess = startProcess;
    this.lost = lost;
  }

  handleOf(connectionId: string): DatabaseProcessHandle {
    return this.processOf(connectionId).handle;
  }

  /** Opens sessions in whichever process the connection has at that moment. */
  openerOf(connectionId: string): RawSessionOpener {
    return (parameters, options) => this.processOf(connectionId).sessions.open(parameters, options);
  }

  /** Ends the process of a connection; its sessions should be closed before. */
  async end(connectionId: string): Promise<void> {
    const running = this.running.get(connectionId);
    if (!running) return;
    this.running.delete(connectionId);
    running.handle.kill();
    await Promise.race([running.exited, new Promise((resolve) => setTimeout(resolve, endWaitMs).unref())]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.running.keys()].map((connectionId) => this.end(connectionId)));
  }

  private processOf(connectionId: string): Running {
    const known = this.running.get(connectionId);
    if (known) return known;
    const handle = this.startProcess();
    const exited = new Promise<void>((resolve) => {
      handle.onExit(() => {
        resolve();
        if (this.running.get(connectionId)?.handle !== handle) return;
        this.running.delete(connectionId);
        this.lost(connectionId);
      });
    });
    const running = { handle, sessions: new RemoteSessions(handle), exited };
    this.running.set(connectionId, running);
    return running;
  }
}
