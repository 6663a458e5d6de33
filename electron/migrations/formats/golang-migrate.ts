import { isMisnamedMigration, migrationSlug } from "../../../shared/migrations/plain-names.ts";
import { golangHistory } from "../history/golang-history.ts";
import { type MigrationFiles, markCaseCollisions } from "../migration-files.ts";
import type { MigrationFormat } from "./format.ts";
import { type PairFile, pairOf, readPairs } from "./pair-files.ts";

const shape = /^(([0-9]+)_(.+))\.(up|down)\.sql$/;

/** `1_name.up.sql` and `1_name.down.sql`, where the number is an unsigned integer of any width. */
export const golangMigrateFormat: MigrationFormat = {
  id: "golangMigrate",
  history: golangHistory,
  recognise: async ({ names }) => {
    const own = names.filter((name) => parsePair(name) !== null);
    if (own.length === 0) return null;
    return own.every((name) => isMisnamedMigration(name))
      ? { isDecisive: true, reason: "Its files are called like 1_name.up.sql, with numbers of fewer than four digits." }
      : { isDecisive: false, reason: "Its files are called like 000001_name.up.sql." };
  },
  read: async (folder) => {
    const read = await readPairs(folder, parsePair);
    const strays = folder.names
      .filter((name) => !name.includes("/") && /\.(up|down)\.sql$/i.test(name) && parsePair(name) === null)
      .map((name) => `${name} has no number in front; golang-migrate passes it over.`);
    return { migrations: markCaseCollisions(read.map(withRecord)), strays };
  },
  plan: async (_folder, existing, { name, upSql, downSql }) => {
    const newest = existing.at(-1);
    const width = newest?.version.length ?? 6;
    const next = String(BigInt(newest?.record?.key ?? "0") + 1n).padStart(width, "0");
    const id = `${next}_${migrationSlug(name)}`;
    return { id, files: pairOf(id, upSql, downSql) };
  },
};

function parsePair(fileName: string): PairFile | null {
  if (fileName.includes("/")) return null;
  const [, id, digits, name, direction] = shape.exec(fileName) ?? [];
  if (id === undefined || name === undefined || digits === undefined || id.length > 200) return null;
  return { id, order: Number(digits), version: digits, name, direction: direction === "up" ? "up" : "down" };
}

function withRecord(one: MigrationFiles): MigrationFiles {
  const key = BigInt(one.version).toString();
  const isTooLarge = BigInt(key) >= 2n ** 53n;
  return {
    ...one,
    problem: one.problem ?? (isTooLarge ? `The number ${key} is larger than what can be told apart here.` : null),
    record: { key, checksum: null, sameChecksums: [], columns: {}, isRepeatable: false },
  };
}
