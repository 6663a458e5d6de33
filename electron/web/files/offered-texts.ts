import { randomBytes } from "node:crypto";

const waitMs = 60_000;

interface Offered {
  readonly name: string;
  readonly text: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Texts that wait to be fetched once, each under a name that cannot be guessed. */
export class OfferedTexts {
  private readonly waiting = new Map<string, Offered>();

  add(name: string, text: string): string {
    const token = randomBytes(24).toString("base64url");
    const timer = setTimeout(() => this.waiting.delete(token), waitMs);
    timer.unref();
    this.waiting.set(token, { name, text, timer });
    return token;
  }

  /** The text, which then waits no more; null when there is none. */
  take(token: string): { readonly name: string; readonly text: string } | null {
    const offered = this.waiting.get(token);
    if (!offered) return null;
    clearTimeout(offered.timer);
    this.waiting.delete(token);
    return { name: offered.name, text: offered.text };
  }

  clear(): void {
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
  }
}
