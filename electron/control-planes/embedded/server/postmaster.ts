import type { ChildProcess } from "node:child_process";
import { open, readFile, rename, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { toFileError } from "../../../storage/atomic-file.ts";
import { programPath, type ServerBinaries } from "./binaries.ts";
import { runProgram, toServerError } from "./run-program.ts";
import { type ServerUser, serverEnvironment } from "./server-user.ts";
import { spawnWatched } from "./watched-process.ts";

/** How to start the server of one cluster. */
export interface PostmasterOptions {
  readonly binaries: ServerBinaries;
  readonly user: ServerUser;
  /** The cluster's data folder. */
  readonly folder: string;
  readonly logFile: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const logLimitBytes = 8 * 1024 * 1024;
const startTimeoutMs = 120_000;
const leastSharedMemoryBytes = 512 * 1024 * 1024;

/** A running server that belongs to this process and ends with it, however this process ends (not on Windows). */
export class Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the server has ended, wanted or not. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly options: PostmasterOptions;
  private stopping: Promise<void> | null = null;

  private constructor(child: ChildProcess, pid: number, options: PostmasterOptions) {
    this.child = child;
    this.pid = pid;
    this.port = options.port;
    this.options = options;
    this.ended = new Promise((resolve) => child.once("exit", () => resolve()));
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts the server and waits until it takes connections. Rejects with `computeUnavailable`, `portTaken`, `diskFull`. */
  static async start(options: PostmasterOptions): Promise<Postmaster> {
    throwIfAborted(options.signal);
    const logStart = await rotateLog(options.logFile);
    const child = await spawnServer(options);
    if (child.pid === undefined)
      throw new AppError("computeUnavailable", "The system did not let the Postgres server start.", {
        hint: "Close other programs and try again; the app may be at its limit of processes or open files.",
      });
    const postmaster = new Postmaster(child, child.pid, options);
    try {
      await postmaster.waitUntilReady(logStart);
    } catch (error) {
      await postmaster.stop();
      throw error;
    }
    return postmaster;
  }

  /** Fast stop: sessions are ended, a checkpoint is written. After 20 seconds the server is ended at once instead. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    if (!this.isRunning) return;
    if (process.platform === "win32") {
      const args = ["stop", "-D", this.options.folder, "-m", "fast", "-w"];
      await runProgram(programPath(this.options.binaries, "pg_ctl"), args, {
        cwd: this.options.folder,
        user: this.options.user,
      });
      return await this.ended;
    }
    this.child.kill("SIGINT");
    const quit = setTimeout(() => this.child.kill("SIGQUIT"), 20_000);
    const kill = setTimeout(() => this.child.kill("SIGKILL"), 30_000);
    await this.ended;
    clearTimeout(quit);
    clearTimeout(kill);
  }

  private async waitUntilReady(logStart: number): Promise<void> {
    const deadline = Date.now() + startTimeoutMs;
    for (;;) {
      if (!this.isRunning) throw toServerError("The Postgres server did not start.", await this.readLog(logStart));
      if (await isReady(this.options.folder, this.pid)) return;
      throwIfAborted(this.options.signal);
      if (Date.now() > deadline)
        throw new AppError("computeUnavailable", "The Postgres server did not become ready in two minutes.", {
          hint: `Its log is ${this.options.logFile}.`,
        });
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }

  private async readLog(start: number): Promise<string> {
    const text = await readFile(this.options.logFile);
    return text.subarray(start).toString("utf8").slice(-20_000);
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError("cancelled", "Starting the compute was cancelled.");
}

async function spawnServer(options: PostmasterOptions): Promise<ChildProcess> {
  const settings = {
    port: String(options.port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    ...(await chooseSharedMemory()),
    ...options.settings,
  };
  const args = [
    "-D",
    options.folder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const program = programPath(options.binaries, "postgres");
  const log = await open(options.logFile, "a", 0o600).catch((error: unknown) => {
    throw toFileError(error, options.logFile);
  });
  try {
    return spawnWatched(program, args, {
      cwd: options.folder,
      env: serverEnvironment(),
      stdio: ["ignore", log.fd, log.fd],
      whenLeft: "stop server",
      ...options.user,
    });
  } finally {
    await log.close();
  }
}

/** Containers often have 64 MB of /dev/shm, on which parallel queries fail: there files of the cluster are used instead. */
async function chooseSharedMemory(): Promise<Record<string, string>> {
  if (process.platform !== "linux") return {};
  const size = await statfs("/dev/shm").then(
    ({ blocks, bsize }) => blocks * bsize,
    () => 0,
  );
  return size < leastSharedMemoryBytes ? { dynamic_shared_memory_type: "mmap" } : {};
}

/** Whether the server itself says, in its lock file, that it takes connections. */
async function isReady(folder: string, pid: number): Promise<boolean> {
  const lines = await readFile(join(folder, "postmaster.pid"), "utf8").then(
    (text) => text.split("\n"),
    () => [],
  );
  return lines[0] === String(pid) && lines[7]?.trim() === "ready";
}

/** Keeps one older log. Gives the offset at which this start's messages begin. */
async function rotateLog(path: string): Promise<number> {
  const size = await stat(path).then(
    (status) => status.size,
    () => 0,
  );
  if (size <= logLimitBytes) return size;
  await rename(path, `${path}.old`);
  return 0;
}
