import { chmod, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ComputeState } from "../../../../shared/branches/model.ts";
import { AppError, isAppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import type { ServerBinaries } from "./binaries.ts";
import { stopLeftoverServer } from "./leftover-server.ts";
import { findFreePort, isPortFree } from "./ports.ts";
import { Postmaster } from "./postmaster.ts";
import type { ServerUser } from "./server-user.ts";

/** What a compute needs to know of its branch. */
export interface ComputeOptions {
  readonly branchName: string;
  readonly clusterFolder: string;
  readonly logFile: string;
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  readonly settings: Readonly<Record<string, string>>;
  /** The port of the last start, which is kept if it is free. */
  readonly port: number | null;
  /** Aborts a start that is still going on when the app closes. */
  readonly closing: AbortSignal;
  readonly savePort: (port: number) => Promise<void>;
  readonly changed: () => void;
  readonly log: (line: string) => void;
}

/** Only who makes the branch, and so waits alone, may pass them. */
export interface StartOptions {
  readonly signal?: AbortSignal;
  /** Settings for this start only. */
  readonly settings?: Readonly<Record<string, string>>;
}

const startAttempts = 6;

/** The Postgres of one branch: started when needed, once for all who wait; starts and stops run one after the other. */
export class Compute {
  private readonly options: ComputeOptions;
  private postmaster: Postmaster | null = null;
  private currentState: ComputeState = "suspended";
  private failure: string | null = null;
  private readyAt: number | null = null;
  private lastPort: number | null;
  private starting: Promise<number> | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  /** Forks that copy this cluster now; it must not be stopped under them. */
  private holdCount = 0;

  constructor(options: ComputeOptions) {
    this.options = options;
    this.lastPort = options.port;
  }

  get state(): ComputeState {
    return this.currentState;
  }

  /** The port while it runs. */
  get port(): number | null {
    return this.currentState === "active" ? (this.postmaster?.port ?? null) : null;
  }

  /** Milliseconds; when this run of it began. */
  get startedAt(): number | null {
    return this.port === null ? null : this.readyAt;
  }

  /** Why the state is `failed`. */
  get error(): string | null {
    return this.failure;
  }

  get isHeld(): boolean {
    return this.holdCount > 0;
  }

  /**
   * Gives the port. Rejects with `computeUnavailable`, `unsupported`, `portTaken`, `diskFull`, `fileSystem`, `cancelled`.
   */
  start(options: StartOptions = {}): Promise<number> {
    this.starting ??= this.enqueue(() => this.startNow(options)).finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  stop(): Promise<void> {
    this.starting = null;
    return this.enqueue(() => this.stopNow());
  }

  /** Keeps the compute running until the returned function is called. */
  hold(): () => void {
    this.holdCount++;
    return () => {
      this.holdCount--;
    };
  }

  private enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.queue.then(work);
    // Whoever asked gets the rejection; the next in the queue only waits for the end.
    this.queue = next.catch(() => undefined);
    return next;
  }

  private async startNow({ signal, settings = {} }: StartOptions): Promise<number> {
    if (this.postmaster?.isRunning) return this.postmaster.port;
    this.show("starting");
    try {
      await this.checkFolder();
      const postmaster = await this.startOnSomePort(
        AbortSignal.any([this.options.closing, ...(signal ? [signal] : [])]),
        settings,
      );
      this.postmaster = postmaster;
      void postmaster.ended.then(() => this.noticeEnd(postmaster));
      if (postmaster.port !== this.lastPort) await this.options.savePort(postmaster.port);
      this.lastPort = postmaster.port;
      this.readyAt = Date.now();
      this.show("active");
      return postmaster.port;
    } catch (error) {
      await this.postmaster?.stop();
      this.postmaster = null;
      this.show("failed", error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  /** The last port if it is free, else another; again when somebody takes it meanwhile, or an old server just ends. */
  private async startOnSomePort(signal: AbortSignal, own: Readonly<Record<string, string>>): Promise<Postmaster> {
    const { branchName, clusterFolder, logFile, binaries, user, log } = this.options;
    // A copy has its source's system identifier: by this the ledger tells a branch from its parent.
    const settings = { ...this.options.settings, ...own, cluster_name: basename(dirname(this.options.clusterFolder)) };
    for (let attempt = 1; ; attempt++) {
      const found = await stopLeftoverServer(clusterFolder, binaries, user);
      if (found === "stopped") log(`Stopped a Postgres server that an earlier run left on branch ${branchName}.`);
      const wanted = attempt === 1 ? this.lastPort : null;
      const isWantedFree = wanted !== null && (await isPortFree(wanted));
      if (wanted !== null && !isWantedFree)
        log(`Port ${wanted} of branch ${branchName} is used by another program; taking another port.`);
      const port = wanted !== null && isWantedFree ? wanted : await findFreePort();
      try {
        return await Postmaster.start({ binaries, user, folder: clusterFolder, logFile, port, settings, signal });
      } catch (error) {
        const isPassing =
          isAppError(error, "portTaken") ||
          (error instanceof Error && /lock file .* already exists|pre-existing shared memory/.test(error.message));
        if (!isPassing || attempt === startAttempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
      }
    }
  }

  /** A cluster of another major is left alone. Too wide permissions, which Postgres refuses, are put right. */
  private async checkFolder(): Promise<void> {
    const { clusterFolder, binaries, branchName } = this.options;
    const text = await readFile(join(clusterFolder, "PG_VERSION"), "utf8").catch((error: unknown) => {
      throw toFileError(error, clusterFolder);
    });
    if (Number.parseInt(text, 10) !== binaries.major)
      throw new AppError(
        "unsupported",
        `Branch ${branchName} was made by Postgres ${text.trim()}; this version of Steward brings Postgres ${binaries.major}.`,
        { hint: "Open it with the version of Steward that made it. Its files were not changed." },
      );
    if (process.platform === "win32") return;
    await chmod(clusterFolder, 0o700).catch((error: unknown) => {
      throw toFileError(error, clusterFolder);
    });
  }

  private async stopNow(): Promise<void> {
    const postmaster = this.postmaster;
    this.postmaster = null;
    if (postmaster) {
      this.show("suspending");
      await postmaster.stop();
    }
    if (this.currentState !== "suspended") this.show("suspended");
  }

  /** The server ended by itself (killed, out of memory): said, not hidden; the next connection starts it again. */
  private noticeEnd(postmaster: Postmaster): void {
    if (this.postmaster !== postmaster) return;
    this.postmaster = null;
    this.options.log(`The Postgres server of branch ${this.options.branchName} ended unexpectedly.`);
    this.show("failed", `The Postgres server ended unexpectedly. Its log is ${this.options.logFile}.`);
  }

  private show(state: ComputeState, failure: string | null = null): void {
    this.currentState = state;
    this.failure = failure;
    this.options.changed();
  }
}
