import { type MessagePortMain, type UtilityProcess, utilityProcess } from "electron";
import type { DatabaseProcessHandle } from "../../postgres/process/handle.ts";
import type { DataPortAttachment } from "./process-messages.ts";

/** What a database process may know of our surroundings; PGPASSWORD and its like stay outside. */
const environmentNames = ["PATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "SYSTEMROOT"];

/** A database process as Electron runs it: a utility process, which takes data ports of windows. */
export class UtilityDatabaseProcess implements DatabaseProcessHandle {
  private readonly child: UtilityProcess;

  constructor(file: string) {
    const environment = environmentNames.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    this.child = utilityProcess.fork(file, [], {
      serviceName: "Steward database process",
      env: Object.fromEntries(environment),
      execArgv: ["--max-old-space-size=1024"],
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  post(message: unknown): void {
    this.child.postMessage(message);
  }

  onMessage(listener: (message: unknown) => void): void {
    this.child.on("message", listener);
  }

  onExit(listener: (code: number | null) => void): void {
    this.child.on("exit", listener);
  }

  kill(): void {
    this.child.kill();
  }

  /** Hands a window's data port over; from here on main sees none of its messages. */
  attach(clientId: string, port: MessagePortMain): void {
    const attachment: DataPortAttachment = { kind: "dataPort", clientId };
    this.child.postMessage(attachment, [port]);
  }
}
