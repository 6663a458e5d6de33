import type { DatabaseRef } from "../../../../shared/databases/model.ts";
import type { RowConditions } from "../../../../shared/grid/conditions.ts";
import type { GridPage, PageStart, SortColumn } from "../../../../shared/grid/model.ts";
import { AppError } from "../../../../shared/ipc/app-error.ts";
import { RowsPage } from "../../../../shared/rows/page.ts";
import type { PortEvent } from "../../../../shared/rows/stream.ts";
import type { Bridge } from "../../../bridge/bridge.ts";
import { decodeText } from "../../../ui/grid/stream-source.ts";

/** One answer of `grid.rows` with its rows, which may have come in several buffers. */
export interface ReadPage {
  readonly answer: GridPage;
  readonly buffers: readonly RowsPage[];
}

/** Reads pages of one table in one order. */
export interface PageReader {
  read(start: PageStart, pageRows: number, signal: AbortSignal): Promise<ReadPage>;
  close(): void;
}

/** Which rows, in which order. */
export interface PageQuery {
  readonly ref: DatabaseRef;
  readonly schema: string;
  readonly name: string;
  readonly sort: readonly SortColumn[];
  readonly conditions: RowConditions;
  /** Columns to read, in this order; null for all. */
  readonly columns: readonly string[] | null;
}

interface WaitingPart {
  readonly buffers: RowsPage[];
  rows: number;
  /** Called with each buffer, and with the error that ended the part. */
  changed(error: AppError | null): void;
}

/** A reader over the bridge: one stream for all pages, one part for each. */
export class BridgePageReader implements PageReader {
  private readonly bridge: Bridge;
  private readonly query: PageQuery;
  private readonly parts = new Map<number, WaitingPart>();
  private stream: { readonly name: string; readonly opened: Promise<() => void> } | null = null;
  private nextPart = 0;

  constructor(bridge: Bridge, query: PageQuery) {
    this.bridge = bridge;
    this.query = query;
  }

  async read(start: PageStart, pageRows: number, signal: AbortSignal): Promise<ReadPage> {
    const part = this.nextPart++;
    try {
      const stream = this.openStream();
      const arriving = this.waitFor(part, signal);
      const asked = this.bridge.request(
        "grid.rows",
        { ...this.input(), target: { stream: stream.name, part }, start: inputOf(start), pageRows },
        { signal },
      );
      // Both are on their way at once: the database process waits for the stream before it sends rows.
      const [answer] = await Promise.all([asked, stream.opened]);
      return { answer, buffers: await arriving(answer.rows) };
    } catch (error) {
      this.closeStream(); // it may be what broke: the next page opens another
      throw error;
    } finally {
      this.parts.delete(part);
    }
  }

  close(): void {
    this.closeStream();
  }

  private input() {
    const { ref, schema, name, sort, conditions, columns } = this.query;
    const input = { ref, schema, name, sort: [...sort], ...conditionInput(conditions) };
    return columns === null ? input : { ...input, columns: [...columns] };
  }

  private openStream() {
    if (this.stream) return this.stream;
    const name = `grid-${crypto.randomUUID()}`;
    const opened = this.bridge.openStream(this.query.ref.connectionId, name, (event) => this.receive(event));
    this.stream = { name, opened };
    return this.stream;
  }

  private closeStream(): void {
    const { stream } = this;
    this.stream = null;
    // A stream that never opened has nothing to close; whoever waited for it has the error.
    stream?.opened.then(
      (close) => close(),
      () => undefined,
    );
  }

  private receive(event: PortEvent): void {
    if (event.kind === "opened") return;
    const part = this.parts.get(event.part);
    if (!part) return;
    if (event.kind === "page") {
      const page = new RowsPage(event.buffer, decodeText);
      part.buffers.push(page);
      part.rows += page.rowCount;
      part.changed(null);
    } else if (event.kind === "error") part.changed(AppError.fromWire(event.error));
  }

  /** The answer and the rows take different ways: resolves when as many rows are here as the answer says. */
  private waitFor(part: number, signal: AbortSignal): (rows: number) => Promise<readonly RowsPage[]> {
    const waiting: WaitingPart = { buffers: [], rows: 0, changed: () => undefined };
    this.parts.set(part, waiting);
    return (rows) =>
      new Promise((resolve, reject) => {
        const check = (error: AppError | null) => {
          if (error) reject(error);
          else if (signal.aborted) reject(new AppError("cancelled", "Reading rows was cancelled."));
          else if (waiting.rows >= rows) resolve(waiting.buffers);
        };
        waiting.changed = check;
        signal.addEventListener("abort", () => check(null), { once: true });
        check(null);
      });
  }
}

/** The conditions as requests take them. */
export function conditionInput({ filters, where }: RowConditions) {
  return { filters: [...filters], ...(where === null ? {} : { where }) };
}

/** The contract takes arrays that may change; ours may not. */
function inputOf(start: PageStart) {
  return "key" in start ? { kind: start.kind, key: [...start.key] } : start;
}
