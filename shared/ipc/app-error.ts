import type { CommitMark } from "../sessions/commit-outcome.ts";

/**
 * Everything a user can act on travels as an AppError; anything else is a bug and becomes `internal` with a log id.
 * The union is closed on purpose: a screen may switch over it.
 */
export const appErrorCodes = [
  "invalidInput", // the request does not fit its schema
  "unknownRequest", // no such channel
  "notFound", // a connection, branch, migration ... that does not exist (any more)
  "conflict", // somebody else changed or holds what this needs
  "refused", // a rule of Steward or of the ledger says no (author approves own request, default branch deleted ...)
  "cancelled", // the user asked for it; never shown as an alert
  "timeout", // a time-out of ours or of the server ended it
  "connectionFailed", // the server cannot be reached or does not speak Postgres
  "authenticationFailed", // reached, but the role or password is refused
  "tlsFailed", // the server cannot be verified, or refuses TLS
  "hostKeyUnknown", // an SSH server of a tunnel that was never seen; `hostKey` is to be confirmed
  "connectionLost", // was connected; the session is gone
  "processLost", // the database process of the connection ended
  "readOnly", // a write in a read-only session
  "sql", // the server refused the statement; `postgres` says why
  "tooLarge", // over a stated limit
  "diskFull", // no room in the data folder or on the server
  "portTaken", // a loopback port is used by another program
  "alreadyRunning", // another instance holds the data folder
  "computeUnavailable", // the branch's compute cannot be started
  "unsupported", // not on this server, platform or control plane
  "fileSystem", // a file or folder cannot be read or written
  "outcomeUnknown", // the connection died after something that may have run was sent
  "internal", // a bug; `logId` finds it in the log
] as const;

/** One of the codes above. */
export type AppErrorCode = (typeof appErrorCodes)[number];

/** What the server said. `position` is a 1-based character offset into the statement that was sent. */
export interface PostgresErrorFields {
  readonly sqlstate: string;
  readonly severity?: string;
  readonly position?: number;
  readonly detail?: string;
  readonly hint?: string;
  readonly constraint?: string;
  readonly schema?: string;
  readonly table?: string;
  readonly column?: string;
  readonly where?: string;
}

/** The steps of connecting, in order; which of them there are depends on the connection. */
export const connectSteps = ["tunnel", "name", "address", "encryption", "login", "database"] as const;

/** One of the steps above. */
export type ConnectStep = (typeof connectSteps)[number];

/** The key that an SSH server showed. `key` is base64; the fingerprint is as ssh prints it. */
export interface HostKey {
  readonly host: string;
  readonly port: number;
  readonly algorithm: string;
  readonly fingerprint: string;
  readonly key: string;
}

/** An AppError as plain data, the only form that crosses a process boundary. */
export interface WireError {
  readonly code: AppErrorCode;
  readonly message: string;
  readonly hint?: string;
  readonly postgres?: PostgresErrorFields;
  readonly statement?: string;
  readonly logId?: string;
  readonly hostKey?: HostKey;
  /** Which step of a tested connection failed. */
  readonly connectStep?: ConnectStep;
  /** The transaction whose outcome nobody could say yet; `sessions.findCommit` asks again. */
  readonly lostCommit?: CommitMark;
}

/** The optional parts of an AppError. */
export type AppErrorDetails = Partial<Omit<WireError, "code" | "message">>;

/** An error that a user can act on: `message` says what happened, `hint` what to do. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: AppErrorDetails;

  constructor(code: AppErrorCode, message: string, details: AppErrorDetails = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get hint(): string | undefined {
    return this.details.hint;
  }

  /** The plain form that crosses process boundaries. */
  toWire(): WireError {
    return { code: this.code, message: this.message, ...this.details };
  }

  /** Rebuilds an error that arrived as plain data. */
  static fromWire(wire: WireError): AppError {
    const { code, message, ...details } = wire;
    return new AppError(code, message, details);
  }
}

/** Whether `error` is an AppError with one of `codes` (any code when none is given). */
export function isAppError(error: unknown, ...codes: AppErrorCode[]): error is AppError {
  return error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
}
