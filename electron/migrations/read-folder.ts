import { AppError } from "../../shared/ipc/app-error.ts";
import { type FormatRecognition, type MigrationFormatId, migrationFormatNames } from "../../shared/migrations/model.ts";
import type { ReadSession } from "../postgres/session.ts";
import { type FolderFiles, listFolder } from "./files/folder-files.ts";
import { formatOf } from "./formats/registry.ts";
import type { FolderContent, MigrationFiles } from "./migration-files.ts";
import { recogniseFormat } from "./recognise-format.ts";

/** A folder that was read: what it is, and what is in it (nothing while its format is not known). */
export interface ReadFolder extends FolderContent {
  readonly folder: FolderFiles;
  readonly recognition: FormatRecognition;
}

/** What is known of a folder before it is read. */
export interface FolderHints {
  /** The format that a person chose for it. */
  readonly chosen?: MigrationFormatId | null;
  /** A session on the database that it belongs to: the tables in it may tell the format. */
  readonly session?: ReadSession | null;
}

/** Lists, recognises and reads a folder. Rejects with `fileSystem`, `invalidInput`, `tooLarge` (a script over 5 MB). */
export async function readFolder(
  path: string,
  { chosen = null, session = null }: FolderHints = {},
): Promise<ReadFolder> {
  const folder = await listFolder(path);
  const recognition = await recogniseFormat(folder, chosen, session);
  if (recognition.format === null) return { folder, recognition, migrations: [], strays: [] };
  return { folder, recognition, ...(await formatOf(recognition.format).read(folder)) };
}

/**
 * The migrations of a folder in the order in which its tool runs them. Rejects as `readFolder`, and with
 * `invalidInput` where the format cannot be told.
 */
export async function readMigrationsFolder(path: string, hints: FolderHints = {}): Promise<readonly MigrationFiles[]> {
  const { recognition, migrations } = await readFolder(path, hints);
  if (recognition.format === null) throw unclearFormat(path, recognition);
  return migrations;
}

/** Nobody can tell what the folder's format is. */
export function unclearFormat(path: string, { reason, candidates }: FormatRecognition): AppError {
  const names = candidates.map(({ format }) => migrationFormatNames[format]).join(", ");
  return new AppError("invalidInput", `The format of ${path} is not clear. ${reason}`, {
    hint:
      names === ""
        ? "Name a folder of Prisma, Drizzle, dbmate, Flyway, golang-migrate or plain migrations."
        : `Choose one under Changes: ${names}.`,
  });
}
