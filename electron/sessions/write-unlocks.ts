import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { WriteUnlock } from "../../shared/sessions/model.ts";
import { toFileError } from "../storage/atomic-file.ts";

/** What is written down for good. */
export interface UnlockRecord extends WriteUnlock {
  readonly event: "unlocked" | "locked" | "expired";
  /** When this happened, ISO 8601 UTC. */
  readonly at: string;
}

/** What unlocking needs. */
export interface WriteUnlockOptions {
  /** A file of JSON lines in the data folder; only ever appended to. */
  readonly file: string;
  readonly user: string;
  /** Told of each record once it is on disk, or could not be written. */
  readonly recorded: (record: UnlockRecord) => void;
  readonly log: (line: string) => void;
  readonly wallMs?: () => number;
  readonly steadyMs?: () => number;
}

interface Held {
  readonly unlock: WriteUnlock;
  readonly wallEndMs: number;
  readonly steadyEndMs: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Which production databases may be written to now. Kept in memory only: a new start is locked. An unlock ends when either
 * clock says so: the steady one cannot be set back, the wall clock also runs while the computer sleeps.
 */
export class WriteUnlocks {
  private readonly options: WriteUnlockOptions;
  private readonly held = new Map<string, Held>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(options: WriteUnlockOptions) {
    this.options = options;
  }

  /** Records and begins an unlock of a connection. Rejects with `fileSystem` or `diskFull`; then nothing is unlocked. */
  async unlock(
    { connectionId }: DatabaseRef,
    branchId: string | null,
    reason: string,
    minutes: number,
  ): Promise<WriteUnlock> {
    const [wallMs, steadyMs, lengthMs] = [this.wallMs(), this.steadyMs(), minutes * 60_000];
    const unlock: WriteUnlock = {
      connectionId,
      branchId,
      reason,
      user: this.options.user,
      unlockedAt: new Date(wallMs).toISOString(),
      expiresAt: new Date(wallMs + lengthMs).toISOString(),
    };
    await this.append({ ...unlock, event: "unlocked", at: unlock.unlockedAt });
    const replaced = this.held.get(connectionId);
    if (replaced) clearTimeout(replaced.timer);
    const timer = setTimeout(() => this.end(connectionId, "expired"), lengthMs);
    timer.unref();
    this.held.set(connectionId, { unlock, wallEndMs: wallMs + lengthMs, steadyEndMs: steadyMs + lengthMs, timer });
    this.options.recorded({ ...unlock, event: "unlocked", at: unlock.unlockedAt });
    return unlock;
  }

  /** Ends the unlock of a connection, if there is one. */
  lock(connectionId: string): void {
    this.end(connectionId, "locked");
  }

  /** Whether a production database may be written to at this moment. */
  isUnlocked(connectionId: string): boolean {
    const held = this.held.get(connectionId);
    if (!held) return false;
    if (this.wallMs() < held.wallEndMs && this.steadyMs() < held.steadyEndMs) return true;
    this.end(connectionId, "expired");
    return false;
  }

  list(): readonly WriteUnlock[] {
    return [...this.held.values()]
      .map(({ unlock }) => unlock)
      .filter(({ connectionId }) => this.isUnlocked(connectionId));
  }

  /** Ends all unlocks, and waits until that is on disk. */
  async close(): Promise<void> {
    for (const connectionId of [...this.held.keys()]) this.end(connectionId, "locked");
    await this.queue;
  }

  private end(connectionId: string, event: "locked" | "expired"): void {
    const held = this.held.get(connectionId);
    if (!held) return;
    clearTimeout(held.timer);
    this.held.delete(connectionId);
    const record: UnlockRecord = { ...held.unlock, event, at: new Date(this.wallMs()).toISOString() };
    // It is locked whether or not that can be written down.
    this.append(record).catch((error: unknown) => this.options.log(`An ended unlock was not recorded: ${error}`));
    this.options.recorded(record);
  }

  private append(record: UnlockRecord): Promise<void> {
    const { file } = this.options;
    const written = this.queue.then(async () => {
      try {
        await mkdir(dirname(file), { recursive: true });
        const handle = await open(file, "a", 0o600);
        try {
          // A line that a killed app left half written ends where the next one begins.
          const isNew = (await handle.stat()).size === 0;
          await handle.appendFile(`${isNew ? "" : "\n"}${JSON.stringify(record)}`);
          await handle.sync();
        } finally {
          await handle.close();
        }
      } catch (error) {
        throw toFileError(error, file);
      }
    });
    this.queue = written.catch(() => undefined);
    return written;
  }

  private wallMs(): number {
    return (this.options.wallMs ?? Date.now)();
  }

  private steadyMs(): number {
    return (this.options.steadyMs ?? (() => performance.now()))();
  }
}
