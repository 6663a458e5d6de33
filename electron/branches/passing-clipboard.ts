/** The clipboard of the operating system. */
export interface Clipboard {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
}

/** Puts secrets on the clipboard for a while: each is taken away again, unless somebody has copied something else. */
export class PassingClipboard {
  private readonly clipboard: Clipboard;
  private readonly stayMs: number;
  private passing: { readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(clipboard: Clipboard, stayMs: number) {
    this.clipboard = clipboard;
    this.stayMs = stayMs;
  }

  /** Rejects with what the system says when it takes no text. */
  async write(text: string): Promise<void> {
    if (this.passing) clearTimeout(this.passing.timer);
    const timer = setTimeout(() => void this.clear(), this.stayMs);
    timer.unref();
    this.passing = { text, timer };
    await this.clipboard.writeText(text);
  }

  /** Takes what it put there away now; also when the app ends. A clipboard that cannot be read is left as it is. */
  async clear(): Promise<void> {
    if (!this.passing) return;
    const { text, timer } = this.passing;
    clearTimeout(timer);
    this.passing = null;
    const now = await this.clipboard.readText().catch(() => null);
    if (now === text) await this.clipboard.writeText("").catch(() => undefined);
  }
}
