import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";

/** What a second start tells the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** Runs in a short-lived process of its own, so that the second start can wait for it without an event loop. */
const tellFirst = `
const [socketPath, text] = process.argv.slice(1);
const socket = require("node:net").connect(socketPath, () => socket.end(text));
socket.on("close", () => process.exit(0));
socket.on("error", () => process.exit(1));
`;

/** One running app per user-data folder. */
export class InstanceLock {
  private server: Server | null = null;
  private readonly onSecondInstance: (second: SecondInstance) => void;

  constructor(onSecondInstance: (second: SecondInstance) => void) {
    this.onSecondInstance = onSecondInstance;
  }

  get isHeld(): boolean {
    return this.server !== null;
  }

  /** Takes the lock; false when another holds it, which was then told. */
  request(folder: string): boolean {
    if (this.server) return true;
    mkdirSync(folder, { recursive: true });
    const socketPath = join(folder, "stand-in.sock");
    const file = join(folder, "stand-in.lock");
    const message = JSON.stringify({ argv: process.argv, cwd: process.cwd() } satisfies SecondInstance);
    if (isHeldByOther(file) && spawnSync(process.execPath, ["-e", tellFirst, socketPath, message]).status === 0)
      return false;
    rmSync(socketPath, { force: true });
    writeFileSync(file, String(process.pid));
    this.server = createServer((socket) => {
      let text = "";
      socket.on("data", (part) => {
        text += String(part);
      });
      socket.on("error", () => socket.destroy()); // a second start that was killed while it told
      socket.on("end", () => {
        socket.end();
        const second = parseSecond(text);
        if (second) this.onSecondInstance(second);
      });
    });
    this.server.listen(socketPath);
    this.server.unref();
    process.on("exit", () => rmSync(file, { force: true }));
    return true;
  }

  release(): void {
    this.server?.close();
    this.server = null;
  }
}

/** Null for what a second start could not say to its end. */
function parseSecond(text: string): SecondInstance | null {
  try {
    return JSON.parse(text) as SecondInstance; // `tellFirst` wrote it
  } catch {
    return null;
  }
}

function isHeldByOther(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return true;
  } catch {
    return false; // no such file, or no such process
  }
}
