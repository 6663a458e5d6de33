import type { ConninfoFields } from "../../../../shared/connections/conninfo-fields.ts";
import type { ServerFields } from "../../../../shared/connections/contract.ts";
import type { Connection, Environment, SecurityOptions, TlsMode } from "../../../../shared/connections/model.ts";
import { timeoutNames } from "../../../../shared/connections/model.ts";
import { defaultTlsMode, isWeaker } from "../../../../shared/connections/tls-modes.ts";
import { type TimeoutsForm, timeoutProblem, timeoutsFormOf, toTimeouts } from "../fields/timeouts-form.ts";
import { type TunnelForm, toTunnel, tunnelFormOf, tunnelProblem } from "../fields/tunnel-form.ts";

/** The form as it is typed. An empty password means: the saved one where there is one, else none. */
export interface ConnectionForm {
  readonly name: string;
  readonly environment: Environment;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: TlsMode;
  /** Paths as they are typed; an empty one is none. */
  readonly security: SecurityOptions;
  readonly options: string;
  /** Null without one. */
  readonly tunnel: TunnelForm | null;
  readonly timeouts: TimeoutsForm;
  readonly migrationsFolder: string;
  /** Whether databases of the server are shown as branches of this one. */
  readonly hasBranches: boolean;
}

/** What is wrong with a field, in words. */
export type FormProblems = Partial<Readonly<Record<keyof ConnectionForm, string>>>;

/** An empty form: the environment is the careful guess, because a forgotten choice must not unlock a production server. */
export const emptyForm: ConnectionForm = {
  name: "",
  environment: "production",
  host: "",
  port: "5432",
  database: "",
  user: "",
  password: "",
  tls: "verify-full",
  security: {},
  options: "",
  tunnel: null,
  timeouts: {},
  migrationsFolder: "",
  hasBranches: false,
};

/** The form of a saved server connection; null for one of a project, whose control plane knows host and port. */
export function formOf(connection: Connection): ConnectionForm | null {
  const { target, name, environment, database, user } = connection;
  if (target.kind !== "server") return null;
  return {
    name,
    environment,
    database,
    user,
    host: target.host,
    port: String(target.port),
    tls: target.tls,
    security: target.security ?? {},
    options: target.options ?? "",
    tunnel: tunnelFormOf(target.tunnel),
    timeouts: timeoutsFormOf(target.timeouts),
    password: "",
    migrationsFolder: connection.migrationsFolder ?? "",
    hasBranches: target.branches !== undefined,
  };
}

/** The form with what a pasted text gives. The TLS mode and its surroundings are raised by it, never lowered. */
export function withConninfo(form: ConnectionForm, read: ConninfoFields): ConnectionForm {
  const { channelBinding } = form.security;
  return {
    ...form,
    environment: read.environment ?? form.environment,
    host: read.host ?? form.host,
    port: read.port === null ? form.port : String(read.port),
    user: read.user ?? form.user,
    database: read.database ?? read.user ?? form.database,
    password: read.password ?? form.password,
    tls: form.host !== "" && isWeaker(read.tls, form.tls) ? form.tls : read.tls,
    security: { ...form.security, ...read.security, ...(channelBinding === "require" ? { channelBinding } : {}) },
    options: read.options ?? form.options,
  };
}

/** The form with another host: on this machine plain text is fine, elsewhere the default is to verify. */
export function withHost(form: ConnectionForm, host: string): ConnectionForm {
  const isUntouched = form.tls === defaultTlsMode(form.host) || form.host === "";
  return { ...form, host, tls: isUntouched ? defaultTlsMode(host) : form.tls };
}

/** What must be corrected before the form can be tested or saved. */
export function formProblems(form: ConnectionForm): FormProblems {
  const port = Number(form.port);
  const tunnel = form.tunnel ? tunnelProblem(form.tunnel) : null;
  const isPort = /^\d{1,5}$/.test(form.port.trim()) && port >= 1 && port <= 65_535;
  return {
    ...(form.host.trim() === "" ? { host: "Name the server: a host name or an address." } : {}),
    ...(isPort ? {} : { port: "A number from 1 to 65535." }),
    ...lengthProblem("database", form.database, "Name the database."),
    ...(isPathOrEmpty(form.migrationsFolder) ? {} : { migrationsFolder: "The whole path." }),
    ...(securityFiles.every((file) => isPathOrEmpty(form.security[file] ?? ""))
      ? {}
      : { security: "Write the whole path of each file." }),
    ...(tunnel === null ? {} : { tunnel }),
    ...(timeoutNames.every((name) => timeoutProblem(name, form.timeouts[name]) === null)
      ? {}
      : { timeouts: "A time-out cannot be read." }),
    ...lengthProblem("user", form.user, "Name the role to log in as."),
  };
}

/** What main gets. The name falls back to database and host. */
export function toFields(form: ConnectionForm): ServerFields {
  const { environment, tls, database, user } = form;
  const options = form.options.trim();
  const host = form.host.trim();
  return {
    name: form.name.trim() === "" ? `${database} on ${host}`.slice(0, 200) : form.name.trim(),
    environment,
    host,
    port: Number(form.port),
    tls,
    security: withoutEmpty(form.security),
    options: options === "" ? null : options,
    tunnel: form.tunnel && toTunnel(form.tunnel),
    tunnelPassword: form.tunnel?.secret ? form.tunnel.secret : null,
    timeouts: toTimeouts(form.timeouts, environment, host),
    database,
    user,
    password: form.password === "" ? null : form.password,
    migrationsFolder: form.migrationsFolder.trim() === "" ? null : form.migrationsFolder.trim(),
    hasBranches: form.hasBranches,
  };
}

/** The parts of `SecurityOptions` that name files. */
export const securityFiles = ["rootCertificateFile", "clientCertificateFile", "clientKeyFile"] as const;

function isPathOrEmpty(text: string): boolean {
  return /^$|^\/|^[A-Za-z]:[\\/]/.test(text.trim());
}

function withoutEmpty({ channelBinding, passwordMethods, ...files }: SecurityOptions): SecurityOptions {
  const named = Object.entries(files).flatMap(([key, path]) => (path?.trim() ? [[key, path.trim()] as const] : []));
  return {
    ...Object.fromEntries(named),
    ...(channelBinding === undefined || channelBinding === "prefer" ? {} : { channelBinding }),
    ...(passwordMethods === undefined || passwordMethods === "scram" ? {} : { passwordMethods }),
  };
}

/** Postgres cuts longer names silently; a cut name would be another one. */
function lengthProblem(field: "database" | "user", value: string, empty: string): FormProblems {
  if (value === "") return { [field]: empty };
  return new TextEncoder().encode(value).length > 63 ? { [field]: "Postgres allows 63 bytes." } : {};
}
