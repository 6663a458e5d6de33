import { z } from "zod";
import type { Connection } from "../../../shared/connections/model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { Databases } from "../../postgres/databases.ts";

/** What warming up needs. */
export interface WarmUpParts {
  readonly databases: Pick<Databases, "read">;
  /** The text that windows keep their workspace in; null when none was kept. */
  readonly readWorkspace: () => Promise<string | null>;
  readonly findConnection: (connectionId: string) => Promise<Connection>;
  /** Whether the project's computes are our own, on this computer. */
  readonly isOurs: (projectId: string) => boolean;
}

/** The part of a window's workspace that says what it will show first. */
const workspaceSchema = z.object({
  connectionId: z.string(),
  branchByConnection: z.record(z.string(), z.string()).catch({}),
});

/**
 * Starts what a window will ask for first while its page still loads: compute, process and a read session of the
 * connection that was looked at last. Only for projects of the embedded server, whose computes are our own: nobody
 * else's is woken, or spoken to, before the user's window asks for it.
 */
export class WarmUp {
  private readonly parts: WarmUpParts;
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(parts: WarmUpParts) {
    this.parts = parts;
  }

  /** Returns at once. What goes wrong is left to the view that asks for the same: it shows it. */
  begin(): void {
    this.running = this.running.then(() => this.warm()).catch(() => undefined);
  }

  async close(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  private async warm(): Promise<void> {
    const { signal } = this.ending;
    const ref = await this.lastRef();
    if (!ref || signal.aborted) return;
    try {
      await this.parts.databases.read(ref, "first view: session", async () => undefined, { signal });
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
  }

  private async lastRef(): Promise<DatabaseRef | null> {
    const text = await this.parts.readWorkspace();
    if (text === null) return null;
    const { success, data } = workspaceSchema.safeParse(JSON.parse(text));
    if (!success) return null;
    const { connectionId } = data;
    const { target } = await this.parts.findConnection(connectionId);
    if (target.kind !== "project" || !this.parts.isOurs(target.projectId)) return null;
    const branchId = data.branchByConnection[connectionId];
    return branchId === undefined ? { connectionId } : { connectionId, branchId };
  }
}
