/** Errors within one minute that are written; a page may break as often as it is drawn. */
const mostPerMinute = 20;
const minuteMs = 60_000;

/** A bug that a page met. */
export interface PageError {
  readonly logId: string;
  /** What broke, as the user calls it. */
  readonly region: string;
  readonly text: string;
}

/** What it takes to log errors of pages. */
export interface PageErrorLogOptions {
  readonly redact: (text: string) => string;
  readonly log: (line: string) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** Writes what broke in pages into the host's log, so that the log id on the screen is found there. */
export class PageErrorLog {
  private readonly options: PageErrorLogOptions;
  private readonly now: () => number;
  private writtenAt: readonly number[] = [];

  constructor(options: PageErrorLogOptions) {
    this.options = options;
    this.now = options.now ?? (() => performance.now());
  }

  /** False when there were too many within a minute and this one is not written. */
  write({ logId, region, text }: PageError): boolean {
    const now = this.now();
    this.writtenAt = this.writtenAt.filter((at) => now - at < minuteMs);
    if (this.writtenAt.length >= mostPerMinute) return false;
    this.writtenAt = [...this.writtenAt, now];
    const { redact, log } = this.options;
    // Secrets first: they are known as they were, before anything is replaced in them.
    log(`page error ${logId} in ${onOneLine(redact(region))}: ${indent(redact(text))}`);
    return true;
  }
}

/** Further lines stand further in: a page cannot write what looks like a line of our own. */
function indent(text: string): string {
  return text
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map(withoutControls)
    .join("\n    ");
}

function onOneLine(text: string): string {
  return withoutControls(text.replace(/\s+/g, " "));
}

/** A terminal obeys some of them, and marks of direction turn a line around. */
function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, " ");
}
