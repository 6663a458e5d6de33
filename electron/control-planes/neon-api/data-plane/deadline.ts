/** How long a client may take for what it has to send before it leads to a server; stopped while the proxy itself works. */
export class Deadline {
  private readonly limitMs: number;
  private readonly onOver: () => void;
  private timer: NodeJS.Timeout | null = null;

  constructor(limitMs: number, onOver: () => void) {
    this.limitMs = limitMs;
    this.onOver = onOver;
  }

  /** Starts anew. */
  start(): void {
    this.stop();
    this.timer = setTimeout(this.onOver, this.limitMs);
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }
}
