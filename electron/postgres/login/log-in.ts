import { Client, type ClientConfig } from "pg";
import type { TlsMode } from "../../../shared/connections/model.ts";
import { type AppError, isAppError } from "../../../shared/ipc/app-error.ts";
import type { CopyStatement } from "../copy/copy-statement.ts";
import { toConnectError } from "../errors.ts";
import type { ConnectParameters, SessionOptions } from "../session.ts";
import type { ProtocolConnection } from "../statement/protocol-connection.ts";
import type { Statement } from "../statement/statement.ts";
import { FilteredStream } from "../wire/filtered-stream.ts";
import { openTransport, type Transport, type TransportParts } from "../wire/transport.ts";
import { AuthenticationGuard } from "./authentication-guard.ts";

/** The parts of the driver's client that its type declarations leave out. */
export interface ClientInternals {
  readonly connection: ProtocolConnection;
  readonly processID: number | null;
  readonly secretKey: number | null;
  readonly connectionParameters: { options: string | undefined };
  getTransactionStatus(): string | null;
  query(statement: Statement | CopyStatement): void;
}

/** The driver's client, with what its type declarations leave out. */
export type DriverClient = Client & ClientInternals;

/** A finished login. `target` is how it was reached in the end: a cancel goes the same way. */
export interface Login {
  readonly client: DriverClient;
  readonly stream: FilteredStream;
  readonly target: ConnectParameters;
  readonly isEncrypted: boolean;
}

/**
 * Connects and logs in, by libpq's order of attempts: `allow` tries plain text first and TLS if the server refuses the
 * role without it; `prefer` the other way round. A password is never tried twice.
 * Rejects with AppError: `connectionFailed`, `authenticationFailed`, `tlsFailed`, `timeout`, `notFound`, `cancelled`.
 */
export async function logIn(
  parameters: ConnectParameters,
  options: SessionOptions,
  parts: TransportParts = {},
): Promise<Login> {
  const second = secondMode[parameters.tls];
  if (second === undefined || parameters.host.startsWith("/")) return await attempt(parameters, options, parts);
  try {
    return await attempt(parameters, options, parts);
  } catch (error) {
    if (!isRefusalOfThisWay(error)) throw error;
    // What the first way said counts, unless the second one gets further.
    return await attempt({ ...parameters, tls: second }, options, parts).catch((later: unknown) => {
      throw isAppError(later, "tlsFailed") ? error : later;
    });
  }
}

const secondMode: Partial<Readonly<Record<TlsMode, TlsMode>>> = { allow: "require", prefer: "disable" };

/** The server lets the role in only the other way (pg_hba.conf), or the handshake failed; a wrong password is no such case. */
function isRefusalOfThisWay(error: unknown): boolean {
  return isAppError(error, "tlsFailed") || (isAppError(error) && error.details.postgres?.sqlstate === "28000");
}

async function attempt(parameters: ConnectParameters, options: SessionOptions, parts: TransportParts): Promise<Login> {
  const timeoutMs = options.connectTimeoutMs ?? 10_000;
  const transport = await openTransport(parameters, timeoutMs, options.signal, parts);
  const { socket, isEncrypted } = transport;
  parts.onStep?.("login");
  const guard = new AuthenticationGuard({
    channelBinding: parameters.channelBinding ?? "prefer",
    passwordMethods: parameters.passwordMethods ?? "scram",
    isEncrypted,
    isVerified: transport.isVerified,
    hasPassword: Boolean(parameters.password),
  });
  let refusal: AppError | null = null;
  const stream = new FilteredStream(socket, (body) => {
    try {
      guard.check(body);
    } catch (error) {
      refusal = isAppError(error) ? error : null;
      throw error;
    }
  });
  // The driver's own type declarations know neither its protocol connection nor the transaction status.
  const client = new Client(clientConfig(parameters, options, stream, transport)) as unknown as DriverClient;
  // Otherwise the driver would take PGOPTIONS of this machine.
  if (switchesOf(parameters, options) === "") client.connectionParameters.options = undefined;
  const timer = setTimeout(() => socket.destroy(new Error("The server did not finish the login in time.")), timeoutMs);
  const ignoreLate = () => undefined;
  client.on("error", ignoreLate);
  try {
    await client.connect();
  } catch (error) {
    socket.destroy();
    throw refusal ?? toConnectError(error, `${parameters.host}:${parameters.port}`);
  } finally {
    clearTimeout(timer);
    client.removeListener("error", ignoreLate);
  }
  return { client, stream, target: { ...parameters, tls: usedMode(parameters.tls, isEncrypted) }, isEncrypted };
}

/** The mode that leads to the same kind of line without trying. */
function usedMode(tls: TlsMode, isEncrypted: boolean): TlsMode {
  if (!isEncrypted) return "disable";
  return tls === "allow" || tls === "prefer" ? "require" : tls;
}

function clientConfig(
  parameters: ConnectParameters,
  options: SessionOptions,
  stream: FilteredStream,
  transport: Transport,
): ClientConfig {
  return {
    host: parameters.host,
    port: parameters.port,
    user: parameters.user,
    database: parameters.database,
    // A function, so that neither PGPASSWORD nor .pgpass of this machine is ever used for somebody else's server.
    password: () => parameters.password ?? "",
    ssl: false,
    enableChannelBinding: transport.isEncrypted && parameters.channelBinding !== "disable",
    client_encoding: "UTF8",
    application_name: `Steward ${options.purpose}`.slice(0, 63),
    options: switchesOf(parameters, options),
    // The transport is open already (TLS included); the driver's declarations know only sockets.
    stream: (() => stream) as unknown as NonNullable<ClientConfig["stream"]>,
  };
}

/** libpq's `options`. A pooler refuses ours; the user's own may be words for the proxy in front of it. */
function switchesOf(parameters: ConnectParameters, { settings }: SessionOptions): string {
  const ours = parameters.directHost === undefined ? Object.entries({ ...settings }) : [];
  // Ours come last: of two that say different things the server takes the later one.
  const switches = ours.map(([name, value]) => `-c ${name}=${escapeOption(value)}`);
  return [...(parameters.options ? [parameters.options] : []), ...switches].join(" ");
}

/** A value inside the startup packet's `options`: blanks and backslashes are escaped with a backslash. */
function escapeOption(value: string): string {
  return value.replace(/[\\\s]/g, (character) => `\\${character}`);
}
