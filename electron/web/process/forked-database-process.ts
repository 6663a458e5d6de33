import { type ChildProcess, fork } from "node:child_process";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { readLines } from "../../ipc/read-lines.ts";
import type { DatabaseProcessHandle } from "../../postgres/process/handle.ts";
import { type DataSocketAttachment, handshakeHeaders } from "./process-messages.ts";

/** How a database process is started. */
export interface ForkOptions {
  readonly file: string;
  readonly execArgv?: readonly string[];
  readonly log: (line: string) => void;
}

/** What a database process may know of our surroundings; passwords in variables stay outside. */
const environmentNames = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "SYSTEMROOT"];

/** A database process as plain Node runs it: a child process, which takes the sockets of browser tabs. */
export class ForkedDatabaseProcess implements DatabaseProcessHandle {
  private readonly child: ChildProcess;

  constructor({ file, execArgv = [], log }: ForkOptions) {
    this.child = fork(file, [], {
      // JSON would lose what is undefined; this is what utility processes use, too.
      serialization: "advanced",
      execArgv: ["--max-old-space-size=1024", ...execArgv],
      env: Object.fromEntries(environmentNames.flatMap((name) => toEntry(name, process.env[name]))),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    if (this.child.stderr) readLines(this.child.stderr, (line) => log(`database: ${line}`));
    this.child.on("error", (error) => log(`database process: ${error.message}`));
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  post(message: unknown): void {
    // What is sent to a process that has just ended is answered by its exit.
    if (this.child.connected) this.child.send(message as object, () => undefined); // our own messages are objects
  }

  onMessage(listener: (message: unknown) => void): void {
    this.child.on("message", listener);
  }

  onExit(listener: (code: number | null) => void): void {
    this.child.on("exit", listener);
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }

  /** Hands the socket of an upgrade request over, before its handshake; main lets go of it. */
  attach(clientId: string, request: IncomingMessage, socket: Socket): void {
    if (!this.child.connected) return void socket.destroy();
    const headers = Object.fromEntries(handshakeHeaders.flatMap((name) => toEntry(name, headerOf(request, name))));
    const attachment: DataSocketAttachment = { kind: "dataSocket", clientId, headers };
    this.child.send(attachment, socket, { keepOpen: false }, (error) => {
      if (error) socket.destroy();
    });
  }
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function toEntry(name: string, value: string | undefined): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[name, value]];
}
