import { toConninfoFields } from "../../shared/connections/conninfo-fields.ts";
import { tlsModes } from "../../shared/connections/model.ts";
import { parseConninfo } from "../../shared/connections/parse-conninfo.ts";
import { defaultTlsMode, isTlsMode } from "../../shared/connections/tls-modes.ts";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { ConnectParameters } from "../postgres/session.ts";

/** The environment variables that are read. */
export interface UrlEnvironment {
  readonly PGPASSWORD?: string | undefined;
  readonly USER?: string | undefined;
}

/**
 * The fields of a `postgres://` URL. The password comes from PGPASSWORD: what stands in an argument can be read by every
 * user of the machine, so one in the URL is refused. Throws AppError `invalidInput`.
 */
export function parseDatabaseUrl(text: string, environment: UrlEnvironment): ConnectParameters {
  const values = readUrl(text);
  if (values.has("password"))
    throw new AppError("invalidInput", "The URL holds a password, which every user of this machine can read.", {
      hint: "Leave it out of the URL and set PGPASSWORD instead.",
    });
  const reading = toConninfoFields(values);
  if (!reading.ok) throw badUrl(reading.problem);
  const { host, port, database, options, security } = reading.fields;
  if (security.rootCertificateFile || security.clientCertificateFile || security.clientKeyFile)
    throw new AppError("unsupported", "Certificates in files are not read from a URL.", {
      hint: "Save the connection in the app, with its certificates, and name it instead.",
    });
  const user = reading.fields.user ?? environment.USER ?? "postgres";
  const mode = values.get("sslmode");
  return {
    host: host ?? "localhost",
    port: port ?? 5432,
    database: database ?? user,
    user,
    // Whoever writes an sslmode on a command line means it.
    tls: mode !== undefined && isTlsMode(mode) ? mode : defaultTlsMode(host ?? ""),
    ...(security.channelBinding === undefined ? {} : { channelBinding: security.channelBinding }),
    ...(options === null ? {} : { options }),
    ...(environment.PGPASSWORD === undefined ? {} : { password: environment.PGPASSWORD }),
  };
}

function readUrl(text: string): ReadonlyMap<string, string> {
  const conninfo = parseConninfo(text);
  if (!conninfo.ok) throw badUrl(conninfo.problem);
  if (!/^\s*postgres(ql)?:\/\//i.test(text)) throw badUrl("This is no database URL.");
  return conninfo.values;
}

function badUrl(problem: string): AppError {
  return new AppError("invalidInput", problem, {
    hint: `It looks like postgres://user@host:5432/database?sslmode=MODE, with one of the modes ${tlsModes.join(", ")}.`,
  });
}

/** Whether an argument is the URL of a database. */
export function isDatabaseUrl(argument: string): boolean {
  return /^\s*postgres(ql)?:\/\//i.test(argument);
}
