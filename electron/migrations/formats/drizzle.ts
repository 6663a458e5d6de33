import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/app-error.ts";
import { migrationSlug } from "../../../shared/migrations/plain-names.ts";
import type { FolderFiles } from "../files/folder-files.ts";
import { readInTurns } from "../files/read-in-turns.ts";
import type { NewFile } from "../files/write-files.ts";
import { drizzleHistory } from "../history/drizzle-history.ts";
import { type MigrationFiles, markCaseCollisions, plainMigration } from "../migration-files.ts";
import { sha256Hex } from "../script-bytes.ts";
import type { MigrationFormat } from "./format.ts";
import { withLineEnd } from "./pair-files.ts";

const journalFile = "meta/_journal.json";

const journalSchema = z.looseObject({
  version: z.string(),
  dialect: z.string(),
  entries: z.array(
    z.looseObject({ idx: z.int(), version: z.string(), when: z.number(), tag: z.string(), breakpoints: z.boolean() }),
  ),
});
type Journal = z.infer<typeof journalSchema>;

/** `0000_name.sql` files that `meta/_journal.json` lists; `0000_name.down.sql` is Steward's own addition, which Drizzle does not read. */
export const drizzleFormat: MigrationFormat = {
  id: "drizzle",
  history: drizzleHistory,
  recognise: async ({ names }) =>
    names.includes(journalFile) ? { isDecisive: true, reason: `It has Drizzle's ${journalFile}.` } : null,
  read: async (folder) => {
    const journal = await readJournal(folder);
    const migrations = await readInTurns(journal.entries, (entry) => readOne(folder, entry));
    const known = new Set(journal.entries.flatMap(({ tag }) => [`${tag}.sql`, `${tag}.down.sql`]));
    const strays = folder.names
      .filter((name) => /^[^/]+\.sql$/i.test(name) && !known.has(name))
      .map((name) => `${name} is not in ${journalFile}; Drizzle never runs it.`);
    return { migrations: markCaseCollisions(markDisorder(migrations)), strays };
  },
  plan: async (folder, existing, { name, upSql, downSql }, now) => {
    const journal = await readJournal(folder);
    const last = journal.entries.at(-1);
    const idx = (last?.idx ?? -1) + 1;
    const number = String(idx).padStart(4, "0");
    const tag = `${number}_${migrationSlug(name)}`;
    // Drizzle picks what is newer than the newest that it applied: a clock that is behind must not hide it.
    const when = Math.max(now.getTime(), ...journal.entries.map((entry) => entry.when + 1));
    const entry = { idx, version: last?.version ?? journal.version, when, tag, breakpoints: last?.breakpoints ?? true };
    const entries = [...journal.entries, entry];
    const snapshot = await nextSnapshot(folder, last?.idx, number);
    return {
      id: tag,
      files: [
        ...(downSql === null ? [] : [{ name: `${tag}.down.sql`, content: withLineEnd(downSql) }]),
        { name: `${tag}.sql`, content: withLineEnd(upSql) },
        ...snapshot,
        { name: journalFile, content: `${JSON.stringify({ ...journal, entries }, null, 2)}\n`, replaces: true },
      ].filter((file) => existing.every(({ id }) => file.name !== `${id}.sql`)),
    };
  },
};

async function readJournal(folder: FolderFiles): Promise<Journal> {
  const file = folder.names.includes(journalFile) ? await folder.read(journalFile) : null;
  if (file === null) return { version: "7", dialect: "postgresql", entries: [] };
  const parsed = "bytes" in file ? parseJournal(file.bytes) : null;
  if (parsed === null)
    throw new AppError("invalidInput", `${folder.path}/${journalFile} is no journal of Drizzle's.`, {
      hint: "It may be half-written or left by a merge. Restore it from version control.",
    });
  if (parsed.dialect !== "postgresql")
    throw new AppError("invalidInput", `${folder.path}/${journalFile} is for ${parsed.dialect}, not for Postgres.`, {
      hint: "Name the folder of the Postgres migrations.",
    });
  return parsed;
}

function parseJournal(bytes: Buffer): Journal | null {
  try {
    return journalSchema.parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null; // said by the caller
    throw error;
  }
}

async function readOne(folder: FolderFiles, { tag, when, idx }: Journal["entries"][number]): Promise<MigrationFiles> {
  const [, version = String(idx), name = tag] = /^(\d+)_(.+)$/.exec(tag) ?? [];
  const one = plainMigration(tag, idx, version, name);
  if (!folder.names.includes(`${tag}.sql`))
    return { ...one, problem: `${journalFile} lists it, and there is no ${tag}.sql; Drizzle stops at this.` };
  const up = await folder.read(`${tag}.sql`);
  const down = folder.names.includes(`${tag}.down.sql`) ? await folder.read(`${tag}.down.sql`) : null;
  if (!("bytes" in up)) return { ...one, problem: up.problem };
  // Drizzle hashes the text that it read, so malformed bytes count as what they are read as.
  const checksum = sha256Hex(up.bytes.toString("utf8"));
  const record = { key: String(when), checksum, sameChecksums: [], columns: {}, isRepeatable: false };
  const problem = down && "problem" in down ? down.problem : null;
  return { ...one, up: up.bytes, down: down && "bytes" in down ? down.bytes : null, record, problem };
}

/** Drizzle runs what is later than the newest it applied: an entry older than one before it is passed over for good. */
function markDisorder(migrations: readonly MigrationFiles[]): readonly MigrationFiles[] {
  let newest = 0;
  return migrations.map((one) => {
    const when = Number(one.record?.key ?? newest);
    const isOlder = when <= newest && newest > 0;
    newest = Math.max(newest, when);
    const problem = `Its time in ${journalFile} is not later than that of the one before; Drizzle would pass it over.`;
    return isOlder && one.problem === null ? { ...one, problem } : one;
  });
}

/** The last snapshot once more: what was written by hand is not in it, as with `drizzle-kit generate --custom`. */
async function nextSnapshot(
  folder: FolderFiles,
  lastIdx: number | undefined,
  number: string,
): Promise<readonly NewFile[]> {
  const lastName = `meta/${String(lastIdx ?? -1).padStart(4, "0")}_snapshot.json`;
  const file = folder.names.includes(lastName) ? await folder.read(lastName) : null;
  if (file === null || !("bytes" in file)) return [];
  const snapshot: unknown = JSON.parse(file.bytes.toString("utf8"));
  if (typeof snapshot !== "object" || snapshot === null || !("id" in snapshot)) return [];
  const next = { ...snapshot, id: randomUUID(), prevId: snapshot.id };
  return [{ name: `meta/${number}_snapshot.json`, content: `${JSON.stringify(next, null, 2)}\n` }];
}
