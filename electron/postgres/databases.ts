import type { DatabaseRef } from "../../shared/databases/model.ts";
import type { StatementEnd } from "../../shared/rows/model.ts";
import type {
  OwnedSession,
  PageSession,
  ParameterValue,
  SessionOptions,
  StreamOptions,
  StreamTarget,
  WriteSession,
} from "./session.ts";

/** How a read is done. Names in the SQL are looked up in `pg_catalog` only, unless the user's own SQL is run. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly searchPath?: "catalog" | "user";
}

/**
 * How every capability reaches a database. `cause` is the reason shown in the statement log ("catalog: tables").
 * Resolving the reference may start a suspended compute; AppErrors of that come through unchanged.
 */
export interface Databases {
  /** Runs `run` in one READ ONLY, repeatable-read transaction of a pooled session (statement time-out 30 s). */
  read<T>(
    ref: DatabaseRef,
    cause: string,
    run: (session: PageSession) => Promise<T>,
    options?: ReadOptions,
  ): Promise<T>;
  /** Like `read`, for one statement whose rows go straight to the client's data port. Default page: 500 rows. */
  stream(
    ref: DatabaseRef,
    cause: string,
    target: StreamTarget,
    sql: string,
    values: readonly ParameterValue[],
    options?: StreamOptions & ReadOptions,
  ): Promise<StatementEnd>;
  /** Opens a dedicated session for work that changes something, and closes it afterwards. */
  write<T>(
    ref: DatabaseRef,
    options: SessionOptions & { readonly role?: string },
    run: (session: WriteSession) => Promise<T>,
  ): Promise<T>;
  /** A session that the caller owns: an apply run, an editor tab. `role` logs in as another saved role of the target. */
  open(ref: DatabaseRef, options: SessionOptions & { readonly role?: string }): Promise<OwnedSession>;
}
