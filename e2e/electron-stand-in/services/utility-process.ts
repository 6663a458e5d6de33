import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { LoudEmitter, loud } from "../main/loud.ts";
import { isPortMessage, type MessagePortMain, PortHub, type PortMessage } from "../ports.ts";

interface ForkOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly execArgv?: readonly string[];
  readonly serviceName?: string;
}

type FromChild = PortMessage | { readonly kind: "message"; readonly data: unknown };

/** A utility process: here a child process of Node with `process.parentPort`. */
class UtilityProcess extends LoudEmitter {
  pid: number | undefined = undefined;
  private readonly child: ChildProcess;
  private readonly hub: PortHub;

  constructor(child: ChildProcess) {
    super();
    this.child = child;
    this.hub = new PortHub(`child-${child.pid}-`, (message) => this.sendToChild(message));
    child.on("spawn", () => {
      this.pid = child.pid;
      this.emit("spawn");
    });
    child.on("message", (message: FromChild) => {
      if (isPortMessage(message)) this.hub.receive(message);
      else this.emit("message", message.data);
    });
    child.on("error", () => undefined); // `exit` follows
    child.on("exit", (code) => {
      this.hub.dispose();
      this.pid = undefined;
      this.emit("exit", code ?? 1);
    });
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    this.sendToChild({ kind: "message", data, ports: this.hub.give(transfer) });
  }

  kill(): boolean {
    return this.child.kill("SIGKILL");
  }

  private sendToChild(message: object): void {
    if (this.child.connected) this.child.send(message);
  }
}

/** `utilityProcess`, and the way to end all of them with the app. */
export function createUtilityProcesses() {
  const children = new Set<ChildProcess>();
  const start = (file: string, values: readonly string[] = [], options: ForkOptions = {}) => {
    const child = fork(file, values, {
      execPath: process.execPath,
      execArgv: ["--require", join(__dirname, "parent-port.cjs"), ...(options.execArgv ?? [])],
      env: options.env ?? process.env,
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    children.add(child);
    child.on("exit", () => children.delete(child));
    return new UtilityProcess(child);
  };
  return {
    utilityProcess: loud("utilityProcess", { fork: start }),
    killAll: () => {
      for (const child of children) child.kill("SIGKILL");
    },
  };
}
