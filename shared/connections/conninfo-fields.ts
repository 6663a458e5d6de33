import type { Environment, SecurityOptions, TlsMode } from "./model.ts";
import { channelBindings } from "./model.ts";
import { readNeonHost } from "./neon-host.ts";
import { defaultTlsMode, isLocalHost, isTlsMode, isWeaker } from "./tls-modes.ts";

/** What connection parameters say, as fields. A field that they do not name is null. */
export interface ConninfoFields {
  readonly host: string | null;
  readonly port: number | null;
  readonly user: string | null;
  readonly password: string | null;
  readonly database: string | null;
  /** Never weaker than what the host deserves. */
  readonly tls: TlsMode;
  /** The mode that was asked for, where it was too weak to be taken over. */
  readonly weakerTls: TlsMode | null;
  readonly security: SecurityOptions;
  readonly options: string | null;
  /** The environment that the host suggests; null when it suggests none. */
  readonly environment: Environment | null;
  /** What was understood beside the fields, or not taken over: one sentence each. */
  readonly notes: readonly string[];
}

/** The fields, or why the parameters cannot be one connection. */
export type ConninfoReading =
  | { readonly ok: true; readonly fields: ConninfoFields }
  | { readonly ok: false; readonly problem: string };

/** Read, or without meaning for a saved connection. */
const known = new Set(
  "host hostaddr port user password dbname sslmode sslrootcert sslcert sslkey channel_binding require_auth options"
    .split(" ")
    .concat(
      "application_name fallback_application_name client_encoding connect_timeout gssencmode krbsrvname sslsni".split(
        " ",
      ),
    ),
);

/**
 * Turns libpq's parameters into fields. Refuses what one connection cannot be: several hosts, a port that is none, an
 * unknown sslmode, files that are not named by an absolute path.
 */
export function toConninfoFields(values: ReadonlyMap<string, string>): ConninfoReading {
  const host = values.get("host") || values.get("hostaddr") || null;
  const problem = findProblem(values, host);
  if (problem !== null) return { ok: false, problem };
  const port = values.get("port");
  const asked = values.get("sslmode");
  const fitting = defaultTlsMode(host ?? "");
  const wanted = asked !== undefined && isTlsMode(asked) ? asked : fitting;
  const weakerTls = isWeaker(wanted, fitting) ? wanted : null;
  return {
    ok: true,
    fields: {
      host,
      port: port ? Number(port) : null,
      user: values.get("user") || null,
      password: values.get("password") || null,
      database: values.get("dbname") || null,
      tls: weakerTls === null ? wanted : fitting,
      weakerTls,
      security: readSecurity(values),
      options: values.get("options") || null,
      environment: host !== null && isLocalHost(host) ? "local" : null,
      notes: notesOf(values, host, weakerTls, fitting),
    },
  };
}

function findProblem(values: ReadonlyMap<string, string>, host: string | null): string | null {
  if ([host, values.get("port"), values.get("hostaddr")].some((value) => value?.includes(",")))
    return "The text names several hosts. A connection is one server: paste it once for each, so that you always know where you are.";
  const port = values.get("port");
  if (port && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    return `The port “${port}” is no port number from 1 to 65535.`;
  const mode = values.get("sslmode");
  if (mode !== undefined && !isTlsMode(mode))
    return `“${mode}” is no sslmode. Known are disable, allow, prefer, require, verify-ca and verify-full.`;
  const binding = values.get("channel_binding");
  if (binding !== undefined && !channelBindings.some((word) => word === binding))
    return `“${binding}” is no channel_binding. Known are disable, prefer and require.`;
  for (const keyword of ["sslrootcert", "sslcert", "sslkey"]) {
    const file = values.get(keyword);
    if (file && !isAbsolute(file) && !(keyword === "sslrootcert" && file === "system"))
      return `${keyword}=${file} is no absolute path. Write the whole path of the file.`;
  }
  if (values.get("sslrootcert") === "system" && mode !== undefined && mode !== "verify-full")
    return `sslrootcert=system goes with sslmode=verify-full only, not with ${mode}: a public authority signs for anyone.`;
  return null;
}

function readSecurity(values: ReadonlyMap<string, string>): SecurityOptions {
  const root = values.get("sslrootcert");
  const binding = channelBindings.find((word) => word === values.get("channel_binding"));
  const certificate = values.get("sslcert");
  const key = values.get("sslkey");
  return {
    ...(root && root !== "system" ? { rootCertificateFile: root } : {}),
    ...(certificate ? { clientCertificateFile: certificate } : {}),
    ...(key ? { clientKeyFile: key } : {}),
    ...(binding && binding !== "prefer" ? { channelBinding: binding } : {}),
  };
}

function notesOf(
  values: ReadonlyMap<string, string>,
  host: string | null,
  weakerTls: TlsMode | null,
  fitting: TlsMode,
): readonly string[] {
  const neon = readNeonHost(host ?? "");
  const others = [...values.keys()].filter((keyword) => !known.has(keyword));
  const methods = values.get("require_auth");
  return [
    ...(neon ? [describeNeon(neon.endpointId, neon.region, neon.isPooled)] : []),
    ...(weakerTls === null
      ? []
      : [`It asks for sslmode=${weakerTls}, which does not fully verify the server. ${fitting} is set instead.`]),
    ...(values.get("host") && values.get("hostaddr")
      ? ["hostaddr is not taken over: the host's name is looked up."]
      : []),
    ...(methods && methods !== "scram-sha-256"
      ? [`require_auth=${methods} is not taken over: SCRAM is required.`]
      : []),
    ...(others.length > 0 ? [`Not taken over: ${others.join(", ")}.`] : []),
  ];
}

function describeNeon(endpointId: string, region: string, isPooled: boolean): string {
  return isPooled
    ? `Neon compute ${endpointId} in ${region}, through its pooler. Steward reads through it, and takes the direct host for query tabs, edits, files and migrations.`
    : `Neon compute ${endpointId} in ${region}, directly. It may have to wake, which takes some seconds.`;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
}
