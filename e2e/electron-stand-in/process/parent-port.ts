// Loaded before a utility process's own file: `process.parentPort` over the line of child_process.
import { EventEmitter } from "node:events";
import { isPortMessage, type MessagePortMain, PortHub, type PortMessage } from "../ports.ts";

type FromMain = PortMessage | { readonly kind: "message"; readonly data: unknown; readonly ports: readonly string[] };

class ParentPort extends EventEmitter {
  private readonly hub = new PortHub(`utility-${process.pid}-`, (message) => process.send?.(message));
  private readonly early: unknown[] = [];

  constructor() {
    super();
    process.on("message", (message: FromMain) => {
      if (isPortMessage(message)) return this.hub.receive(message);
      const event = { data: message.data, ports: this.hub.take(message.ports) };
      if (this.listenerCount("message") > 0) this.emit("message", event);
      else this.early.push(event);
    });
    this.on("newListener", (name) => {
      if (name !== "message") return;
      setImmediate(() => {
        for (const event of this.early.splice(0)) this.emit("message", event);
      });
    });
  }

  postMessage(data: unknown, transfer: readonly MessagePortMain[] = []): void {
    process.send?.({ kind: "message", data, ports: this.hub.give(transfer) });
  }
}

Object.defineProperty(process, "parentPort", { value: new ParentPort() });
Object.defineProperty(process, "type", { value: "utility" });
// As in Electron, a utility process does not outlive main.
process.on("disconnect", () => process.exit(0));
