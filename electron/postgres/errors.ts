import { DatabaseError } from "pg";
import { AppError, type AppErrorCode, type PostgresErrorFields } from "../../shared/ipc/app-error.ts";

/** SQLSTATE (whole, or its two-character class) -> code and what to do. Everything else is `sql`. */
const bySqlstate: Readonly<Record<string, { readonly code: AppErrorCode; readonly hint?: string }>> = {
  "28P01": { code: "authenticationFailed", hint: "Check user and password of the connection." },
  "28000": { code: "authenticationFailed", hint: "The server does not let this role in from here (pg_hba.conf)." },
  "3D000": { code: "notFound", hint: "Check the name of the database." },
  "25006": { code: "readOnly", hint: "Unlock writes for this connection, or try it on a branch." },
  "25P03": { code: "connectionLost", hint: "The transaction stood idle too long and was rolled back." },
  "53100": {
    code: "diskFull",
    hint: "The server's disk is full. Free space there; nothing of this statement was kept.",
  },
  "53300": {
    code: "connectionFailed",
    hint: "The server has no free connections. Close some, or raise max_connections.",
  },
  "57P01": { code: "connectionLost", hint: "The server ended the session (shutdown, suspend or an administrator)." },
  "57P02": { code: "connectionLost", hint: "The server crashed and is recovering. Try again in a moment." },
  "57P03": { code: "connectionFailed", hint: "The server is starting up or shutting down. Try again in a moment." },
  "57P05": { code: "connectionLost" },
  "08": { code: "connectionLost" },
};

/** An error the driver gave for a statement, as an AppError. AppErrors pass unchanged. */
export function toAppError(error: unknown, statement?: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof DatabaseError) return fromServer(error, statement);
  const message = error instanceof Error ? error.message : String(error);
  return new AppError("connectionLost", `The connection to the server was lost: ${message}`, {
    hint: "Nothing was sent again. Reconnect and look at what the statement did before you repeat it.",
    ...(statement === undefined ? {} : { statement }),
  });
}

/** An error while connecting, before any statement. */
export function toConnectError(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof DatabaseError) return fromServer(error, undefined);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  const hints: Readonly<Record<string, string>> = {
    ECONNREFUSED: "Nothing listens there. Is the server running, and is the port right?",
    ENOTFOUND: "No such host. Check its spelling and your network.",
    EAI_AGAIN: "The host name cannot be looked up at the moment. Check your network.",
    EHOSTUNREACH: "The host cannot be reached from here. Check network and VPN.",
    ENETUNREACH: "The network cannot be reached. Check network and VPN.",
    ETIMEDOUT: "The host does not answer. Check network and firewall.",
    ECONNRESET: "The server closed the connection at once. Does it speak Postgres, and does it want TLS?",
  };
  return new AppError("connectionFailed", `Cannot connect to ${where}: ${message}`, {
    hint: hints[code] ?? "Check host, port and that a Postgres server runs there.",
  });
}

function fromServer(error: DatabaseError, statement: string | undefined): AppError {
  const sqlstate = error.code ?? "XX000";
  const known = bySqlstate[sqlstate] ?? bySqlstate[sqlstate.slice(0, 2)];
  const { code, hint } = sqlstate === "57014" ? cancelKind(error.message) : (known ?? { code: "sql" as const });
  const advice = hint ?? error.hint;
  return new AppError(code, error.message, {
    ...(advice === undefined ? {} : { hint: advice }),
    postgres: serverFields(error, sqlstate),
    ...(statement === undefined ? {} : { statement }),
  });
}

function cancelKind(message: string): { code: AppErrorCode; hint?: string } {
  // 57014 stands for a user's cancel and for time-outs alike; servers with translated messages fall back to `cancelled`.
  return /timeout/i.test(message)
    ? { code: "timeout", hint: "Raise statement_timeout for this session, or make the statement cheaper." }
    : { code: "cancelled" };
}

function serverFields(error: DatabaseError, sqlstate: string): PostgresErrorFields {
  const position = error.position === undefined ? undefined : Number(error.position);
  const optional = {
    severity: error.severity,
    detail: error.detail,
    hint: error.hint,
    constraint: error.constraint,
    schema: error.schema,
    table: error.table,
    column: error.column,
    where: error.where,
  };
  const present = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { sqlstate, ...(position === undefined ? {} : { position }), ...present };
}
