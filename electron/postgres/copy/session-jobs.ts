import type { Progress } from "../../../shared/ipc/declare.ts";
import type { ParameterValue, QueryResult, StatementOptions, StatementRecord } from "../session.ts";
import type { CopyReader } from "../wire/message-filter.ts";

/** Stops and continues the reading from the server. */
export interface CopyFlow {
  pause(): void;
  resume(): void;
}

/** Where the bytes of a COPY ... TO STDOUT go. `start` is told how to stop the reading; `signal` ends it beside the job's. */
export interface CopyTarget {
  readonly read: CopyReader;
  readonly start: (flow: CopyFlow) => void;
  readonly signal?: AbortSignal;
}

/** The session as a job uses it, in the process where it lives. Every statement is shown in the statement log. */
export interface JobSession {
  query(sql: string, values?: readonly ParameterValue[], options?: StatementOptions): Promise<QueryResult>;
  /** Runs a COPY ... TO STDOUT; resolves with the number of rows. */
  copyOut(sql: string, target: CopyTarget): Promise<number>;
  /**
   * Runs a COPY ... FROM STDIN with what `chunks` give; resolves with the number of rows. An error of `chunks` makes
   * the server undo the COPY and is what this rejects with.
   */
  copyIn(sql: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
}

/** What a job tells while it runs. */
export type JobEvent =
  | { readonly kind: "statement"; readonly record: StatementRecord }
  | { readonly kind: "progress"; readonly progress: Progress };

/** What a job gets beside its input. */
export interface JobContext {
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

/**
 * Work that is done where the session lives, in the database process, because its bytes should not pass main: reading
 * a table into a file, a file into a table. Input and output are plain data.
 */
export type SessionJob = (session: JobSession, input: unknown, context: JobContext) => Promise<unknown>;

/** The jobs that a process knows, by name. */
export type SessionJobs = Readonly<Record<string, SessionJob>>;
