import type { ChannelBinding, PasswordMethods, TlsMode } from "../../shared/connections/model.ts";
import type { ConnectionTimeouts, TimeoutUse } from "../../shared/connections/timeouts.ts";
import type { Progress } from "../../shared/ipc/declare.ts";
import type { Notice, ResultColumn, StatementEnd } from "../../shared/rows/model.ts";
import type { TunnelHop } from "./tunnel/tunnel-hop.ts";

/**
 * Where and as whom to connect: fields, never a URL. Certificates and keys are PEM texts: the database process reads no
 * files. Never logged and never sent to the renderer.
 */
export interface ConnectParameters {
  /** A name, an address, or the folder of a Unix socket. */
  readonly host: string;
  /** Where the host is, when its name is not to be looked up (libpq's hostaddr): TLS still checks the name. */
  readonly hostAddress?: string;
  readonly port: number;
  /**
   * The name without the pooler, where `host` leads through one that lends a server for a transaction only. Then no
   * settings are sent at connect, which such poolers refuse (08P01).
   */
  readonly directHost?: string;
  readonly database: string;
  readonly user: string;
  readonly tls: TlsMode;
  /** The authorities to trust; the system's without it. */
  readonly rootCertificate?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  /** Default `prefer`. */
  readonly channelBinding?: ChannelBinding;
  /** Default `scram`. */
  readonly passwordMethods?: PasswordMethods;
  /** libpq's `options`; the session's own settings come after them. */
  readonly options?: string;
  readonly password?: string;
  /** The connection's time-outs; without them those of a development database. */
  readonly timeouts?: ConnectionTimeouts;
  /** The SSH servers to go through; host and port are then as the last one sees them. */
  readonly tunnel?: readonly TunnelHop[];
}

/** Values for $1, $2 ...: text as Postgres reads it, or NULL. */
export type ParameterValue = string | number | boolean | bigint | null | readonly string[];

/** A small, whole result. Every value is the server's own text. */
export interface QueryResult {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly command: string;
  /** Rows that the command tag names (affected, or returned). */
  readonly rowCount: number;
  readonly notices: readonly Notice[];
  readonly durationMs: number;
}

/** Limits of one statement. Zero means none. */
export interface StatementOptions {
  /** Client-side abort: sends a CancelRequest and waits for the barrier. */
  readonly signal?: AbortSignal;
  /** More rows than this are an AppError `tooLarge` (default 100,000 for whole results). */
  readonly maxRows?: number;
  /** Bytes kept of one cell (default 1 MiB for whole results). */
  readonly maxCellBytes?: number;
  /** Why it is sent; shown in the statement log. */
  readonly cause?: string;
}

/** A session that can only read: every statement runs inside READ ONLY transactions that the server enforces. */
export interface ReadSession {
  readonly mode: "read" | "write";
  /** Runs ONE statement by the extended protocol. Rejects with AppError (`sql`, `connectionLost`, `cancelled` ...). */
  query(sql: string, values?: readonly ParameterValue[], options?: StatementOptions): Promise<QueryResult>;
}

/** A read session that can also send rows to a client's data port, within the same transaction as its queries. */
export interface PageSession extends ReadSession {
  /** See `OwnedSession.stream`. */
  stream(
    target: StreamTarget,
    sql: string,
    values?: readonly ParameterValue[],
    options?: StreamOptions,
  ): Promise<StatementEnd>;
}

/**
 * A session that may write. `execute` exists here only, so that code which got a ReadSession cannot call it.
 * Statements autocommit unless `transaction` is used.
 */
export interface WriteSession extends ReadSession {
  readonly mode: "write";
  execute(sql: string, values?: readonly ParameterValue[], options?: StatementOptions): Promise<QueryResult>;
  /** BEGIN ... COMMIT around `run`, ROLLBACK when it throws; a lost COMMIT answer is `outcomeUnknown`. */
  transaction<T>(run: (session: WriteSession) => Promise<T>): Promise<T>;
  /** The server's backend process id. */
  readonly backendPid: number;
}

/** Where rows go: a stream that the client opened on its data port, and which part of it this statement is. */
export interface StreamTarget {
  readonly clientId: string;
  readonly stream: string;
  readonly part: number;
}

/** Limits of a stream. */
export interface StreamOptions extends StatementOptions {
  /** Rows of one page (default 1,000); a page is also ended at about 1 MiB. */
  readonly pageRows?: number;
}

/** How a job is followed. */
export interface JobOptions {
  readonly cause: string;
  readonly signal?: AbortSignal;
  readonly report?: (progress: Progress) => void;
}

/** A connected session that its owner must close. Closing twice, or after the connection was lost, is harmless. */
export interface OwnedSession extends WriteSession {
  readonly transactionStatus: TransactionStatus;
  /**
   * Runs ONE statement and sends its rows, with backpressure, to a client's data port; resolves when all are sent.
   * `maxRows` ends the reading without an error (`isTruncated`); cells over `maxCellBytes` (default 64 KiB) are cut.
   */
  stream(
    target: StreamTarget,
    sql: string,
    values?: readonly ParameterValue[],
    options?: StreamOptions,
  ): Promise<StatementEnd>;
  /**
   * Runs a job of the database process (`SessionJob`): work whose bytes do not pass main. The answer is what the job
   * gives, as plain data. Its statements are logged with `cause`.
   */
  runJob(name: string, input: unknown, options: JobOptions): Promise<unknown>;
  close(): Promise<void>;
  /** Called once if the connection is lost while nobody waits for a statement. */
  onLost(listener: (reason: Error) => void): void;
}

/** Where the session's transaction stands, as the server said after the last statement. */
export type TransactionStatus = "idle" | "open" | "failed";

/** What a session is opened for; becomes part of application_name (`Steward <purpose>`). */
export interface SessionOptions {
  readonly purpose: string;
  /** Settings sent at connect (`statement_timeout` ...), as the server's own names and text. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Adds the connection's time-outs for this use, before `settings`; none without it. */
  readonly timeouts?: TimeoutUse;
  readonly connectTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What one statement was and how it went; the statement log shows it. */
export interface StatementRecord {
  readonly cause: string;
  readonly sql: string;
  readonly durationMs: number;
  readonly rows: number;
  readonly error: string | null;
}

/** Told of every statement that was sent. */
export type StatementObserver = (record: StatementRecord) => void;
