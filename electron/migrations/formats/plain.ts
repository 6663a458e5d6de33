import { AppError } from "../../../shared/ipc/app-error.ts";
import {
  isMisnamedMigration,
  nextMigrationId,
  parseMigrationFileName,
} from "../../../shared/migrations/plain-names.ts";
import { markCaseCollisions } from "../migration-files.ts";
import type { MigrationFormat } from "./format.ts";
import { type PairFile, pairOf, readPairs } from "./pair-files.ts";

/** `0001_name.up.sql` and `0001_name.down.sql`; no tool, so Steward's ledger alone knows what is applied. */
export const plainFormat: MigrationFormat = {
  id: "plain",
  history: null,
  recognise: async ({ names }) =>
    names.some((name) => parsePlain(name) !== null)
      ? { isDecisive: false, reason: "Its files are called like 0001_name.up.sql." }
      : null,
  read: async (folder) => {
    const misnamed = folder.names.filter((name) => !name.includes("/") && isMisnamedMigration(name));
    // Skipping it silently would lose it.
    if (misnamed.length > 0)
      throw new AppError("invalidInput", `No migration can be called ${misnamed.join(", ")}.`, {
        hint: `Name the files in ${folder.path} like 0001_add_index.up.sql and 0001_add_index.down.sql.`,
      });
    return { migrations: markCaseCollisions(await readPairs(folder, parsePlain)), strays: [] };
  },
  plan: async (_folder, existing, { name, upSql, downSql }) => {
    const id = nextMigrationId(
      existing.map((migration) => migration.id),
      name,
    );
    return { id, files: pairOf(id, upSql, downSql) };
  },
};

function parsePlain(fileName: string): PairFile | null {
  const parsed = parseMigrationFileName(fileName);
  return parsed && { ...parsed, version: parsed.id.slice(0, parsed.id.indexOf("_")) };
}
