import { AppError, isAppError } from "../../shared/ipc/app-error.ts";
import type { Notice, ResultColumn } from "../../shared/rows/model.ts";
import { RowsPage } from "../../shared/rows/page.ts";
import { sendCancelRequest } from "./cancel.ts";
import { type CopyEnd, CopyStatement } from "./copy/copy-statement.ts";
import type { CopyFlow } from "./copy/session-jobs.ts";
import { toAppError } from "./errors.ts";
import { type DriverClient, logIn } from "./login/log-in.ts";
import type { ConnectParameters, QueryResult, SessionOptions, TransactionStatus } from "./session.ts";
import { Statement, type StatementOutcome } from "./statement/statement.ts";
import { TypeNames } from "./statement/type-names.ts";
import type { Tunnels } from "./tunnel/tunnels.ts";
import type { FilteredStream } from "./wire/filtered-stream.ts";
import type { TransportParts } from "./wire/transport.ts";

/** Limits of one statement as this level needs them; see `StatementOptions`. */
export interface DirectOptions {
  readonly maxRows: number;
  readonly maxCellBytes: number;
  readonly pageRows: number;
  readonly signal?: AbortSignal;
}

/** Who takes the rows of a stream. `flow` stops and continues the reading from the server. */
export interface StreamReceiver {
  start(flow: CopyFlow): void;
  columns(columns: readonly ResultColumn[]): void;
  page(page: ArrayBuffer): void;
  notice(notice: Notice): void;
}

const pageBytes = 1024 * 1024;
/** How long a cancelled statement may go on before it is cancelled again. */
const cancelAgainMs = 1_000;
const decodeText = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");

/** One live backend, spoken to from this process. Statements run one after the other, in the order they were asked for. */
export class DirectSession {
  readonly backendPid: number;
  private readonly client: DriverClient;
  private readonly stream: FilteredStream;
  private readonly parameters: ConnectParameters;
  private readonly tunnels: Tunnels | undefined;
  private readonly typeNames = new TypeNames();
  private readonly lostListeners: ((reason: Error) => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();
  private lostReason: Error | null = null;
  private isClosing = false;
  /** A cancel whose effect may still hit: the next statement waits for it and sends a barrier first. */
  private pendingCancel: Promise<void> | null = null;
  private isCancelUnderWay = false;
  private noticeSink: ((notice: Notice) => void) | null = null;

  private constructor(client: DriverClient, stream: FilteredStream, parameters: ConnectParameters, tunnels?: Tunnels) {
    this.tunnels = tunnels;
    this.client = client;
    this.stream = stream;
    this.parameters = parameters;
    this.backendPid = client.processID ?? 0;
    client.on("error", (error) => this.lose(error));
    client.on("end", () => this.lose(new Error("The server closed the connection.")));
    client.on("notice", (notice) => this.noticeSink?.(toNotice(notice)));
  }

  /** Connects. Rejects with AppError: `connectionFailed`, `authenticationFailed`, `tlsFailed`, `timeout`, `notFound`. */
  static async open(
    parameters: ConnectParameters,
    options: SessionOptions,
    parts: TransportParts = {},
  ): Promise<DirectSession> {
    const { client, stream, target } = await logIn(parameters, options, parts);
    return new DirectSession(client, stream, target, parts.tunnels);
  }

  get transactionStatus(): TransactionStatus {
    const status = this.client.getTransactionStatus();
    return status === "T" ? "open" : status === "E" ? "failed" : "idle";
  }

  onLost(listener: (reason: Error) => void): void {
    if (this.lostReason) listener(this.lostReason);
    else this.lostListeners.push(listener);
  }

  /** Runs one statement and keeps its whole, limited result. */
  query(sql: string, values: readonly (string | null)[], options: DirectOptions): Promise<QueryResult> {
    const startedAt = performance.now();
    const rows: (string | null)[][] = [];
    const notices: Notice[] = [];
    let columns: readonly ResultColumn[] = [];
    const receiver: StreamReceiver = {
      start: () => undefined,
      columns: (described) => {
        columns = described;
      },
      page: (buffer) => {
        const page = new RowsPage(buffer, decodeText);
        for (let row = 0; row < page.rowCount; row++) rows.push(page.row(row));
      },
      notice: (notice) => notices.push(notice),
    };
    return this.run(sql, values, options, receiver).then((outcome) => {
      if (outcome.isTruncated)
        throw new AppError("tooLarge", `The result has more than ${options.maxRows} rows.`, { statement: sql });
      const rowCount = Number(/(\d+)$/.exec(outcome.command)?.[1] ?? rows.length);
      return { columns, rows, command: outcome.command, rowCount, notices, durationMs: performance.now() - startedAt };
    });
  }

  /** Runs one statement and hands its rows on page by page. */
  run(
    sql: string,
    values: readonly (string | null)[],
    options: DirectOptions,
    receiver: StreamReceiver,
  ): Promise<StatementOutcome> {
    return this.inTurn(() => this.runNow(sql, values, options, receiver));
  }

  /** Runs one COPY; resolves with the number of rows. `start` is told how to stop the reading of a COPY ... TO STDOUT. */
  copy(sql: string, end: CopyEnd, start: (flow: CopyFlow) => void, signal?: AbortSignal): Promise<number> {
    return this.inTurn(async () => {
      await this.prepare(sql, signal);
      const statement = new CopyStatement(sql, this.stream, end);
      const command = await this.send(sql, statement, start, signal);
      return Number(/(\d+)$/.exec(command)?.[1] ?? 0);
    });
  }

  /** Asks the server to stop what runs now; the statement itself says how it ended. Never hits a later statement. */
  cancel(): void {
    const { secretKey } = this.client;
    if (this.isCancelUnderWay || this.lostReason || secretKey === null) return;
    const secret = Buffer.alloc(4);
    secret.writeInt32BE(secretKey);
    // A cancel that cannot be delivered changes nothing: the statement goes on and its own end is what counts.
    this.isCancelUnderWay = true;
    this.pendingCancel = sendCancelRequest(this.parameters, this.backendPid, secret, { tunnels: this.tunnels })
      .catch(() => undefined)
      .finally(() => {
        this.isCancelUnderWay = false;
      });
  }

  async close(): Promise<void> {
    if (this.isClosing) return;
    this.isClosing = true;
    this.stream.resume();
    const ended = new Promise<void>((resolve) => this.client.once("end", resolve));
    const timer = setTimeout(() => this.stream.destroy(), 2_000);
    if (!this.lostReason) {
      this.client.end().catch(() => undefined);
      await ended;
    }
    clearTimeout(timer);
  }

  private async runNow(
    sql: string,
    values: readonly (string | null)[],
    options: DirectOptions,
    receiver: StreamReceiver,
  ): Promise<StatementOutcome> {
    await this.prepare(sql, options.signal);
    let described: readonly ResultColumn[] = [];
    const describe = (columns: readonly ResultColumn[]) => {
      described = this.typeNames.fill(columns);
      receiver.columns(described);
    };
    const request = { sql, values, pageBytes, ...options, onColumns: describe, onPage: receiver.page };
    const statement = new Statement(request, this.stream);
    this.noticeSink = receiver.notice;
    try {
      const outcome = await this.send(sql, statement, receiver.start, options.signal);
      if (await this.learnTypeNames(described)) receiver.columns(this.typeNames.fill(described));
      return outcome;
    } catch (error) {
      throw toAppError(error, sql);
    } finally {
      this.noticeSink = null;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async prepare(sql: string, signal: AbortSignal | undefined): Promise<void> {
    if (this.lostReason) throw toAppError(this.lostReason, sql);
    if (signal?.aborted) throw new AppError("cancelled", "Cancelled before it was sent.", { statement: sql });
    await this.settleCancel();
  }

  /** Sends a statement and waits for its end; an abort meanwhile cancels it. */
  private async send<T>(
    sql: string,
    statement: (Statement | CopyStatement) & { readonly finished: Promise<T> },
    start: (flow: CopyFlow) => void,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    let again: NodeJS.Timeout | undefined;
    const abort = () => {
      this.stream.resume();
      this.cancel();
      // A request that overtook its statement on another line stopped nothing.
      again = setInterval(() => this.cancel(), cancelAgainMs);
    };
    signal?.addEventListener("abort", abort, { once: true });
    // Once it is cancelled the end is awaited whether or not the reader gives credit back.
    start({
      pause: () => void (signal?.aborted || this.stream.pause()),
      resume: () => void this.stream.resume(),
    });
    try {
      this.client.query(statement);
      return await statement.finished;
    } catch (error) {
      throw toAppError(error, sql);
    } finally {
      clearInterval(again);
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Looks up types that are not built in, once each; never in a failed transaction, where nothing can be asked. */
  private async learnTypeNames(columns: readonly ResultColumn[]): Promise<boolean> {
    const unknown = this.typeNames.unknown(columns);
    if (unknown.length === 0 || this.transactionStatus === "failed") return false;
    const found: (string | null)[][] = [];
    const lookup = new Statement(
      {
        sql: "SELECT oid, typname FROM pg_catalog.pg_type WHERE oid = ANY ($1::pg_catalog.oid[])",
        values: [`{${unknown.join(",")}}`],
        maxRows: 0,
        maxCellBytes: 1024,
        pageRows: 1_000,
        pageBytes,
        onColumns: () => undefined,
        onPage: (buffer) => {
          const page = new RowsPage(buffer, decodeText);
          for (let row = 0; row < page.rowCount; row++) found.push(page.row(row));
        },
      },
      this.stream,
    );
    this.client.query(lookup);
    await lookup.finished;
    this.typeNames.learn(unknown, found);
    return true;
  }

  private async settleCancel(): Promise<void> {
    if (!this.pendingCancel) return;
    await this.pendingCancel;
    this.pendingCancel = null;
    const options = { maxRows: 0, maxCellBytes: 64, pageRows: 1, pageBytes };
    const nowhere = { onColumns: () => undefined, onPage: () => undefined };
    const barrier = new Statement({ sql: "SELECT 1", values: [], ...options, ...nowhere }, this.stream);
    this.client.query(barrier);
    try {
      await barrier.finished;
    } catch (error) {
      // The late cancel hits the barrier (57014) instead of the user's statement; a failed transaction answers 25P02.
      if (!isAppError(toAppError(error), "cancelled", "sql")) throw toAppError(error);
    }
  }

  private lose(reason: Error): void {
    if (this.lostReason) return;
    this.lostReason = reason;
    if (this.isClosing) return;
    for (const listener of this.lostListeners.splice(0)) listener(reason);
  }
}

function toNotice(notice: {
  severity?: string | undefined;
  code?: string | undefined;
  message?: string | undefined;
  detail?: string | undefined;
  hint?: string | undefined;
}): Notice {
  return {
    severity: notice.severity ?? "NOTICE",
    sqlstate: notice.code ?? "00000",
    message: notice.message ?? "",
    ...(notice.detail === undefined ? {} : { detail: notice.detail }),
    ...(notice.hint === undefined ? {} : { hint: notice.hint }),
  };
}
