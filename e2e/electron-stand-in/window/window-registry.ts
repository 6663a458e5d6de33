import type { StandInWindow } from "./browser-window.ts";
import type { WebContents } from "./web-contents.ts";

/** Every window and its page, by the ids that Electron and Chromium give them. */
export class WindowRegistry {
  readonly windows = new Map<number, StandInWindow>();
  readonly byTarget = new Map<string, WebContents>();
  private readonly creations = new Set<Promise<unknown>>();
  private lastId = 0;

  nextId(): number {
    return ++this.lastId;
  }

  find(id: number): WebContents | undefined {
    return this.windows.get(id)?.webContents;
  }

  /** Remembers a target that is being made, until its id is known. */
  async creating<Result>(creation: Promise<Result>): Promise<Result> {
    this.creations.add(creation);
    try {
      return await creation;
    } finally {
      this.creations.delete(creation);
    }
  }

  /** Whether a target is one of our windows; false for what a page opened by itself. */
  async isOurs(targetId: string): Promise<boolean> {
    await Promise.allSettled([...this.creations]);
    await new Promise((resolve) => setImmediate(resolve));
    return this.byTarget.has(targetId);
  }
}
