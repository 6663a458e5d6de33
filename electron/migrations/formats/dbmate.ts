import { migrationSlug, timeVersion } from "../../../shared/migrations/plain-names.ts";
import type { FolderFiles } from "../files/folder-files.ts";
import { readInTurns } from "../files/read-in-turns.ts";
import { dbmateHistory } from "../history/dbmate-history.ts";
import { type MigrationFiles, markCaseCollisions, plainMigration } from "../migration-files.ts";
import type { MigrationFormat } from "./format.ts";
import { withLineEnd } from "./pair-files.ts";

const shape = /^((\d+)(?:_(.*))?)\.sql$/;
const upLine = /^--[ \t]*migrate:up(?:[ \t].*)?$/m;
const downLine = /^--[ \t]*migrate:down(?:[ \t].*)?$/m;
/** A file is looked into so far for its first line of dbmate's. */
const looksAt = 20;

/** `20260131235959_name.sql` with the blocks `-- migrate:up` and `-- migrate:down`. */
export const dbmateFormat: MigrationFormat = {
  id: "dbmate",
  history: dbmateHistory,
  recognise: async (folder) => {
    for (const name of ownNames(folder).slice(0, looksAt)) {
      const file = await folder.read(name);
      if ("bytes" in file && upLine.test(textOf(file.bytes)))
        return { isDecisive: true, reason: `${name} has a line “-- migrate:up”.` };
    }
    return null;
  },
  read: async (folder) => {
    const migrations = await readInTurns(ownNames(folder), (name) => readOne(folder, name));
    const counts = new Map<string, number>();
    for (const { version } of migrations) counts.set(version, (counts.get(version) ?? 0) + 1);
    const checked = migrations.map((one) =>
      (counts.get(one.version) ?? 0) > 1 && one.problem === null
        ? { ...one, problem: `Another file has the version ${one.version} too; dbmate would run one of them only.` }
        : one,
    );
    return { migrations: markCaseCollisions(checked), strays: [] };
  },
  plan: async (_folder, existing, { name, upSql, downSql }, now) => {
    const id = `${timeVersion(now, existing.at(-1)?.version)}_${migrationSlug(name)}`;
    const down = downSql === null ? "" : withLineEnd(downSql);
    const content = `-- migrate:up\n${withLineEnd(upSql)}\n-- migrate:down\n${down}`;
    return { id, files: [{ name: `${id}.sql`, content }] };
  },
};

/** dbmate runs them in the order of their names. */
function ownNames(folder: FolderFiles): readonly string[] {
  return folder.names.filter((name) => shape.test(name) && !/\.(up|down)\.sql$/i.test(name));
}

async function readOne(folder: FolderFiles, fileName: string): Promise<MigrationFiles> {
  const [, id = fileName, version = "", name = ""] = shape.exec(fileName) ?? [];
  const order = Number(version);
  const one = plainMigration(id, Number.isSafeInteger(order) ? order : 0, version, name === "" ? version : name);
  const record = { key: version, checksum: null, sameChecksums: [], columns: {}, isRepeatable: false };
  const file = await folder.read(fileName);
  return "bytes" in file ? { ...one, record, ...blocksOf(file.bytes) } : { ...one, record, problem: file.problem };
}

/**
 * The two blocks, each with its own line (a comment for Postgres): `transaction:false` there is then part of the bytes
 * that are reviewed. What stands before the first may be comments only.
 */
function blocksOf(bytes: Buffer): { up: Buffer; down: Buffer | null; problem: string | null } {
  const text = textOf(bytes);
  const up = upLine.exec(text);
  const down = downLine.exec(text);
  if (!up) return { up: bytes, down: null, problem: "It has no line “-- migrate:up”; dbmate refuses it." };
  const before = text.slice(0, up.index).replace(/^\u00EF\u00BB\u00BF/, "");
  if (before.split(/\r?\n/).some((line) => line.trim() !== "" && !line.trimStart().startsWith("--")))
    return { up: bytes, down: null, problem: "Statements stand before “-- migrate:up”; dbmate refuses it." };
  if (down && down.index < up.index)
    return { up: bytes, down: null, problem: "“-- migrate:down” stands before “-- migrate:up”; dbmate refuses it." };
  const downBytes = down ? bytes.subarray(down.index) : null;
  const isEmpty = down !== null && text.slice(down.index + down[0].length).trim() === "";
  return {
    up: bytes.subarray(up.index, down?.index),
    down: isEmpty ? null : downBytes,
    problem: null,
  };
}

/** A character for each byte, so that places in it are places in the bytes. */
function textOf(bytes: Buffer): string {
  return bytes.toString("latin1");
}
