import { z } from "zod";
import { securitySchema, timeoutsSchema, tunnelSchema } from "../connection-schemas.ts";
import { type Connection, environments, tlsModes } from "../model.ts";

/** What the first line of such a file says, and the newest version that is understood. */
export const connectionFileFormat = "steward-connections";
export const connectionFileVersion = 1;

/** Bounds of a file that is read. */
export const connectionFileLimits = { characters: 500_000, connections: 1_000 } as const;

const entrySchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  environment: z.enum(environments),
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  user: z.string().min(1).max(63),
  tls: z.enum(tlsModes),
  security: securitySchema.default({}),
  /** libpq's `options`. */
  options: z.string().trim().min(1).max(2_000).nullable().default(null),
  tunnel: tunnelSchema.nullable().default(null),
  timeouts: timeoutsSchema.default({}),
  migrationsFolder: z.string().trim().min(1).max(4_000).nullable().default(null),
});

/** One connection of a file: places and rules, no secret. Files are named by path; what is in them stays where it is. */
export type ConnectionEntry = z.infer<typeof entrySchema>;

/** The entries of a file, or why it is not used at all: half a file is never taken. */
export type ConnectionFileReading =
  | { readonly ok: true; readonly entries: readonly ConnectionEntry[] }
  | { readonly ok: false; readonly problem: string };

const secretName = /pass(?!wordMethods)|secret|token|credential|api_?key/i;

/** What an export is made of; null for a connection of a project, which its control plane makes. */
export function toEntry(connection: Connection): ConnectionEntry | null {
  const { target, name, environment, database, user, migrationsFolder } = connection;
  if (target.kind !== "server") return null;
  const { host, port, tls, security = {}, options = null, tunnel = null, timeouts = {} } = target;
  // Picked by the schema, so that a field that is added some day is not exported by accident.
  return entrySchema.parse({
    name,
    environment,
    host,
    port,
    database,
    user,
    tls,
    security,
    options: options !== null && secretName.test(options) ? null : options,
    tunnel,
    timeouts,
    migrationsFolder,
  });
}

/** Whether an export leaves out the server options of a connection, because they name a secret. */
export function losesOptions({ target }: Connection): boolean {
  return target.kind === "server" && target.options !== undefined && secretName.test(target.options);
}

/** The text of a file. What has its default is left out. */
export function writeConnectionFile(entries: readonly ConnectionEntry[]): string {
  const connections = entries.map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && !isEmptyObject(value))),
  );
  const file = { format: connectionFileFormat, version: connectionFileVersion, connections };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a file whole. Refuses what is no such file, what a newer version wrote, a connection that is not complete, and
 * any field that it does not know: one that holds a secret is named as such.
 */
export function readConnectionFile(text: string): ConnectionFileReading {
  if (text.length > connectionFileLimits.characters) return refuse("The file is longer than 500,000 characters.");
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return refuse("The file is not JSON. Choose one that Steward exported.");
  }
  const head = z.looseObject({ format: z.literal(connectionFileFormat), version: z.int().min(1) }).safeParse(value);
  if (!head.success)
    return refuse(`The file holds no connections of Steward: “format” is not ${connectionFileFormat}.`);
  if (head.data.version > connectionFileVersion)
    return refuse(`The file was written by a newer Steward (version ${head.data.version}). Update Steward to read it.`);
  const list = z
    .strictObject({ format: z.unknown(), version: z.unknown(), connections: z.array(z.unknown()) })
    .safeParse(value);
  if (!list.success) return refuse(`The file is not complete: ${wordsOf(list.error)}`);
  const { connections } = list.data;
  if (connections.length > connectionFileLimits.connections)
    return refuse("The file holds more than 1,000 connections.");
  const entries: ConnectionEntry[] = [];
  for (const [at, connection] of connections.entries()) {
    const entry = entrySchema.safeParse(connection);
    if (!entry.success) return refuse(`Connection ${at + 1} cannot be used: ${wordsOf(entry.error)}`);
    entries.push(entry.data);
  }
  return { ok: true, entries };
}

/** Two entries that say the same have the same text. */
export function entryText(entry: ConnectionEntry): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}

function wordsOf(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return "it has another shape.";
  const place = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const where = place === "" ? `“${key}”` : `“${place}.${key}”`;
    return secretName.test(key)
      ? `it holds ${where}. Secrets are not read from such files: take the field out, and type the secret after the import.`
      : `it has the field ${where}, which is not known here.`;
  }
  return `${place === "" ? "" : `“${place}”: `}${issue.message}`;
}

function refuse(problem: string): ConnectionFileReading {
  return { ok: false, problem };
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
