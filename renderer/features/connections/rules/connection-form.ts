import type { ServerFields } from "../../../../shared/connections/contract.ts";
import type { Connection, Environment, TlsMode } from "../../../../shared/connections/model.ts";
import type { UrlFields } from "./read-url.ts";
import { defaultTlsMode, isWeaker } from "./tls-modes.ts";

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
  readonly migrationsFolder: string;
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
  migrationsFolder: "",
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
    password: "",
    migrationsFolder: connection.migrationsFolder ?? "",
  };
}

/** The form with what a pasted text gives. The TLS mode is raised by it, never lowered. */
export function withUrl(form: ConnectionForm, url: UrlFields): ConnectionForm {
  return {
    ...form,
    host: url.host ?? form.host,
    port: url.port === null ? form.port : String(url.port),
    user: url.user ?? form.user,
    database: url.database ?? url.user ?? form.database,
    password: url.password ?? form.password,
    tls: form.host !== "" && isWeaker(url.tls, form.tls) ? form.tls : url.tls,
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
  const isPort = /^\d{1,5}$/.test(form.port.trim()) && port >= 1 && port <= 65_535;
  return {
    ...(form.host.trim() === "" ? { host: "Name the server: a host name or an address." } : {}),
    ...(isPort ? {} : { port: "A number from 1 to 65535." }),
    ...lengthProblem("database", form.database, "Name the database."),
    ...(/^$|^\/|^[A-Za-z]:[\\/]/.test(form.migrationsFolder.trim()) ? {} : { migrationsFolder: "The whole path." }),
    ...lengthProblem("user", form.user, "Name the role to log in as."),
  };
}

/** What main gets. The name falls back to database and host. */
export function toFields(form: ConnectionForm): ServerFields {
  const { environment, tls, database, user } = form;
  const host = form.host.trim();
  return {
    name: form.name.trim() === "" ? `${database} on ${host}`.slice(0, 200) : form.name.trim(),
    environment,
    host,
    port: Number(form.port),
    tls,
    database,
    user,
    password: form.password === "" ? null : form.password,
    migrationsFolder: form.migrationsFolder.trim() === "" ? null : form.migrationsFolder.trim(),
  };
}

/** Postgres cuts longer names silently; a cut name would be another one. */
function lengthProblem(field: "database" | "user", value: string, empty: string): FormProblems {
  if (value === "") return { [field]: empty };
  return new TextEncoder().encode(value).length > 63 ? { [field]: "Postgres allows 63 bytes." } : {};
}
