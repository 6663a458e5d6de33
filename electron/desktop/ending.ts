/** What ending the app takes. */
export interface EndingSteps {
  /** Closes what the user sees; resolves at once. The last window that closes comes back through `lastWindowClosed`. */
  closeWindows(): void;
  /** Ends sessions, processes and computes. */
  closeApp(): Promise<void>;
  /** Ends this process; called once. */
  exit(code: number): void;
  log(line: string): void;
}

/** The order of the end: windows, then the app, then the process. However often it is asked for, it runs once. */
export class Ending {
  private state: "running" | "closingWindows" | "closingApp" | "done" = "running";
  private readonly steps: EndingSteps;
  private readonly timeoutMs: number;

  constructor(steps: EndingSteps, timeoutMs: number) {
    this.steps = steps;
    this.timeoutMs = timeoutMs;
  }

  /** Whether nothing stands in the way of the process's end. */
  get isDone(): boolean {
    return this.state === "done";
  }

  /** The user or the system wants the app to end; windows that are open close first. */
  request(hasWindows: boolean): void {
    if (this.state === "closingApp" || this.state === "done") return;
    if (!hasWindows) return this.lastWindowClosed();
    this.state = "closingWindows";
    this.steps.closeWindows();
  }

  /** No window is left. */
  lastWindowClosed(): void {
    if (this.state === "closingApp" || this.state === "done") return;
    this.state = "closingApp";
    void this.closeApp();
  }

  private async closeApp(): Promise<void> {
    const timeout = setTimeout(() => this.finish(1, "The app did not end in time and was stopped."), this.timeoutMs);
    try {
      await this.steps.closeApp();
      this.finish(0, null);
    } catch (error) {
      this.finish(1, `The app did not end in order: ${String(error)}`);
    } finally {
      clearTimeout(timeout);
    }
  }

  private finish(code: number, problem: string | null): void {
    if (this.state === "done") return;
    this.state = "done";
    if (problem) this.steps.log(problem);
    this.steps.exit(code);
  }
}
