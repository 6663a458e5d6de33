import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { type Counters, counterNames, type QuerySnapshot, type SnapshotHead } from "../../../shared/queries/model.ts";
import { hasCode, toFileError, writeFileAtomically } from "../../storage/atomic-file.ts";
import { queriedTableSchema } from "../reading/read-tables.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);
/** No file of ours is larger unpacked: a broken one must not fill the memory. */
const maxBytes = 256 * 1024 * 1024;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const frameSchema = z.object({
  counters: z.array(z.string()),
  databases: z.array(z.string()),
  users: z.array(z.string()),
  tables: z.array(queriedTableSchema).default([]),
  rows: z.array(z.custom<readonly z.infer<typeof cell>[]>(Array.isArray)),
});
const textsSchema = z.array(z.tuple([z.string(), z.string(), z.string()]));

/** What a snapshot's own file holds. */
type Entries = Pick<QuerySnapshot, "queries" | "tables">;

/** Names stand once, rows are arrays: 5,000 entries are about 0.3 MB. */
export async function writeEntries(path: string, { queries, tables }: Entries): Promise<void> {
  const databases = [...new Set(queries.map(({ database }) => database))];
  const users = [...new Set(queries.map(({ user }) => user))];
  const places = { database: placesOf(databases), user: placesOf(users) };
  const rows = queries.map((query) => [
    query.queryId,
    places.database.get(query.database) ?? 0,
    places.user.get(query.user) ?? 0,
    query.isTopLevel,
    query.since,
    query.stddevMs,
    query.minMs,
    query.maxMs,
    ...counterNames.map((name) => query.counters[name]),
  ]);
  await writePacked(path, { counters: counterNames, databases, users, rows, tables });
}

/** Entries of a snapshot; counters that an older Steward did not keep are null. Rejects with `notFound` or `fileSystem`. */
export async function readEntries(path: string, head: SnapshotHead): Promise<Entries> {
  const value = await readPacked(path);
  if (value === null)
    throw new AppError("notFound", `The snapshot of ${head.at} is not kept any more.`, {
      hint: "Choose another one, or take a new one.",
    });
  const { counters, databases, users, rows, tables } = understood(path, frameSchema, value);
  const places = counterNames.map((name) => counters.indexOf(name));
  const queries = rows.map(([queryId, database, user, isTopLevel, since, stddev, min, max, ...values]) => ({
    queryId: String(queryId),
    database: databases[Number(database)] ?? "",
    user: users[Number(user)] ?? "",
    isTopLevel: isTopLevel === true,
    since: typeof since === "string" ? since : null,
    counters: Object.fromEntries(
      counterNames.map((name, index) => [name, values[places[index] ?? -1] ?? null]),
    ) as unknown as Counters, // every name has its value
    stddevMs: Number(stddev),
    minMs: Number(min),
    maxMs: Number(max),
  }));
  return { queries, tables };
}

/** Texts by key with the time they were last seen. */
export type KeptTexts = Map<string, { readonly sql: string; readonly seenAt: string }>;

/** Empty when nothing was kept yet. Rejects with `fileSystem`. */
export async function readTexts(path: string): Promise<KeptTexts> {
  const value = await readPacked(path);
  if (value === null) return new Map();
  return new Map(understood(path, textsSchema, value).map(([key, sql, seenAt]) => [key, { sql, seenAt }]));
}

export async function writeTexts(path: string, texts: KeptTexts): Promise<void> {
  await writePacked(
    path,
    [...texts].map(([key, { sql, seenAt }]) => [key, sql, seenAt]),
  );
}

function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

async function writePacked(path: string, value: unknown): Promise<void> {
  await writeFileAtomically(path, await pack(JSON.stringify(value), { level: 4 }));
}

async function readPacked(path: string): Promise<unknown> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw toFileError(error, path);
  }
  try {
    return JSON.parse((await unpack(bytes, { maxOutputLength: maxBytes })).toString("utf8"));
  } catch {
    throw broken(path);
  }
}

function understood<T>(path: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw broken(path);
  return parsed.data;
}

function broken(path: string): AppError {
  return new AppError("fileSystem", `${path} cannot be understood.`, {
    hint: "Forget the kept snapshots of this branch, or restore the file from a backup.",
  });
}
