/** The pages that speak to the app, one for each window. A reloaded page is a new client; the old one is let go. */
export class Documents {
  private readonly current = new Map<number, string>();
  private readonly onGone: (clientId: string) => void;

  constructor(onGone: (clientId: string) => void) {
    this.onGone = onGone;
  }

  /** The client id of a page, null when its id is not one that a preload makes. */
  enter(windowId: number, documentId: unknown): string | null {
    if (typeof documentId !== "string" || !/^[\w-]{8,64}$/.test(documentId)) return null;
    const clientId = `window-${windowId}-${documentId}`;
    if (this.current.get(windowId) !== clientId) {
      this.leave(windowId);
      this.current.set(windowId, clientId);
    }
    return clientId;
  }

  /** Whether a client is the page that the window shows now. */
  isCurrent(windowId: number, clientId: string): boolean {
    return this.current.get(windowId) === clientId;
  }

  leave(windowId: number): void {
    const clientId = this.current.get(windowId);
    if (clientId === undefined) return;
    this.current.delete(windowId);
    this.onGone(clientId);
  }
}
