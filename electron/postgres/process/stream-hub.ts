import { AppError } from "../../../shared/ipc/app-error.ts";
import type { StatementEnd } from "../../../shared/rows/model.ts";
import { initialCredit, type PortEvent, type PortRequest } from "../../../shared/rows/stream.ts";
import type { StreamReceiver } from "../direct-session.ts";
import type { StreamTarget } from "../session.ts";
import type { DataPort } from "./data-port.ts";

interface OpenStream {
  readonly port: DataPort;
  credit: number;
  flow: { pause(): void; resume(): void } | null;
  readonly gone: AbortController;
}

/** A receiver for one statement of a stream, with the two ways to end it. `gone` aborts when the reader went away. */
export interface StreamPart extends StreamReceiver {
  readonly gone: AbortSignal;
  end(end: StatementEnd): void;
  fail(error: AppError): void;
}

/** A line that is not open after this long has broken. */
const openingMs = 2_000;

/** The streams that clients opened on their data ports, and the credit each has left. */
export class StreamHub {
  private readonly streams = new Map<string, OpenStream>();
  private readonly awaited = new Map<string, Set<() => void>>();

  /** Takes the data port of a client; its streams end with it. */
  attach(clientId: string, port: DataPort): void {
    const own = new Set<string>();
    port.onRequest((request) => {
      const key = streamKey(clientId, request.stream);
      if (request.kind === "open") own.add(key);
      this.handle(key, request, port);
      if (request.kind === "close") own.delete(key);
    });
    port.onClose(() => {
      for (const key of own) this.close(key);
    });
  }

  /**
   * Resolves when the client's stream is open here, at the latest after `patienceMs`, or when `signal` aborts: a window may
   * ask for rows while its line for them is still being opened. What it became is for `begin` to say.
   */
  whenOpened(target: StreamTarget, signal?: AbortSignal, patienceMs = openingMs): Promise<void> {
    const key = streamKey(target.clientId, target.stream);
    if (this.streams.has(key) || signal?.aborted) return Promise.resolve();
    const waiting = this.awaited.get(key) ?? new Set();
    this.awaited.set(key, waiting);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        waiting.delete(done);
        if (waiting.size === 0) this.awaited.delete(key);
        resolve();
      };
      const timer = setTimeout(done, patienceMs);
      signal?.addEventListener("abort", done);
      waiting.add(done);
    });
  }

  /** The receiver for one statement. Throws `connectionLost` when the client's stream is not open here (any more). */
  begin(target: StreamTarget, sql: string): StreamPart {
    const { stream: name, part } = target;
    const stream = this.streams.get(streamKey(target.clientId, name));
    if (!stream)
      throw new AppError("connectionLost", "The line for these rows broke before the statement was sent.", {
        hint: "Nothing was sent. Run it again.",
      });
    const post = (event: PortEvent) => stream.port.post(event);
    post({ kind: "begin", stream: name, part, sql });
    // The session's next statement (a ROLLBACK, a barrier) must be heard even if this one ended without credit left.
    const letGo = () => {
      stream.flow?.resume();
      stream.flow = null;
    };
    return {
      gone: stream.gone.signal,
      start: (flow) => {
        stream.flow = flow;
        if (stream.credit <= 0) flow.pause();
      },
      columns: (columns) => post({ kind: "columns", stream: name, part, columns }),
      page: (buffer) => {
        stream.credit -= 1;
        post({ kind: "page", stream: name, part, buffer });
        if (stream.credit <= 0 && !stream.gone.signal.aborted) stream.flow?.pause();
      },
      notice: (notice) => post({ kind: "notice", stream: name, part, notice }),
      end: (end) => {
        letGo();
        post({ kind: "end", stream: name, part, end });
      },
      fail: (error) => {
        letGo();
        post({ kind: "error", stream: name, part, error: error.toWire() });
      },
    };
  }

  private handle(key: string, request: PortRequest, port: DataPort): void {
    if (request.kind === "open") {
      this.streams.set(key, { port, credit: initialCredit, flow: null, gone: new AbortController() });
      port.post({ kind: "opened", stream: request.stream });
      for (const tell of [...(this.awaited.get(key) ?? [])]) tell();
    } else if (request.kind === "close") this.close(key);
    else {
      const stream = this.streams.get(key);
      if (!stream) return;
      stream.credit += Math.max(0, Math.min(request.pages, initialCredit));
      if (stream.credit > 0) stream.flow?.resume();
    }
  }

  private close(key: string): void {
    const stream = this.streams.get(key);
    if (!stream) return;
    this.streams.delete(key);
    stream.gone.abort();
    stream.flow?.resume();
  }
}

function streamKey(clientId: string, stream: string): string {
  return JSON.stringify([clientId, stream]);
}
