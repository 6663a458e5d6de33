import { LoudEmitter } from "./loud.ts";

type InvokeHandler = (event: unknown, ...values: unknown[]) => unknown;

/** `ipcMain`. */
export class IpcMain extends LoudEmitter {
  private readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** Runs a handler as `ipcRenderer.invoke` asks; rejects with Electron's texts. */
  async invoke(channel: string, event: unknown, values: readonly unknown[]): Promise<unknown> {
    try {
      const handler = this.handlers.get(channel);
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return await handler(event, ...values);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }
}
