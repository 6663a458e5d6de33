/** A client whose line breaks is there again within this time, or it is gone. */
const returnMs = 5_000;

/** Tells a client that is gone from one whose line broke for a moment. */
export class ClientPresence {
  private readonly gone: (clientId: string) => void;
  private readonly graceMs: number;
  private readonly leaving = new Map<string, NodeJS.Timeout>();

  constructor(gone: (clientId: string) => void, graceMs = returnMs) {
    this.gone = gone;
    this.graceMs = graceMs;
  }

  /** The client has just asked for something. */
  seen(clientId: string): void {
    clearTimeout(this.leaving.get(clientId));
    this.leaving.delete(clientId);
  }

  /** The client's line ended. */
  left(clientId: string): void {
    this.seen(clientId);
    const timer = setTimeout(() => {
      this.leaving.delete(clientId);
      this.gone(clientId);
    }, this.graceMs);
    timer.unref();
    this.leaving.set(clientId, timer);
  }

  close(): void {
    for (const timer of this.leaving.values()) clearTimeout(timer);
    this.leaving.clear();
  }
}
