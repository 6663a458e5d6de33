import type { StatementEnd } from "../../shared/rows/model.ts";
import type { JobEvent } from "./copy/session-jobs.ts";
import type { ConnectParameters, QueryResult, SessionOptions, StreamTarget, TransactionStatus } from "./session.ts";

/** Limits of one statement, all given; see `StatementOptions` and `StreamOptions` for their meaning. */
export interface StatementLimits {
  readonly maxRows: number;
  readonly maxCellBytes: number;
  readonly pageRows: number;
}

/** A backend as it looks from wherever it is used: in this process, or through a database process. */
export interface RawSession {
  readonly backendPid: number;
  readonly transactionStatus: TransactionStatus;
  query(
    sql: string,
    values: readonly (string | null)[],
    limits: StatementLimits,
    signal?: AbortSignal,
  ): Promise<QueryResult>;
  stream(
    target: StreamTarget,
    sql: string,
    values: readonly (string | null)[],
    limits: StatementLimits,
    signal?: AbortSignal,
  ): Promise<StatementEnd>;
  /** Runs a job of the process that the session lives in; see `SessionJob`. */
  job(name: string, input: unknown, onEvent: (event: JobEvent) => void, signal?: AbortSignal): Promise<unknown>;
  onLost(listener: (reason: Error) => void): void;
  close(): Promise<void>;
}

/** Opens backends. */
export type RawSessionOpener = (parameters: ConnectParameters, options: SessionOptions) => Promise<RawSession>;
