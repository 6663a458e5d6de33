/** Counts the time of the scripts themselves: it stands still while Steward measures between two statements. */
export class WorkClock {
  readonly #wall: () => number;
  readonly #beganAt: number;
  #workedMs = 0;
  /** When it was set going; null while it stands. */
  #since: number | null = null;

  constructor(wall: () => number = () => performance.now()) {
    this.#wall = wall;
    this.#beganAt = wall();
  }

  start(): void {
    this.#since ??= this.#wall();
  }

  stop(): void {
    this.#workedMs = this.nowMs();
    this.#since = null;
  }

  /** Milliseconds of work until now. */
  nowMs(): number {
    return this.#workedMs + (this.#since === null ? 0 : this.#wall() - this.#since);
  }

  /** Milliseconds that passed without work. */
  idleMs(): number {
    return this.#wall() - this.#beganAt - this.nowMs();
  }
}
