import { writeFiles } from "./files/write-files.ts";
import type { NewMigration } from "./formats/format.ts";
import { formatOf } from "./formats/registry.ts";
import { type FolderHints, readFolder, unclearFormat } from "./read-folder.ts";

/**
 * Writes a new migration in the folder's own format, after the last one, and gives its id. Each file appears whole, the
 * one that makes it a migration last; nothing that exists is overwritten but Drizzle's journal, which gets an entry.
 * Rejects with `invalidInput` (the format is not clear), `conflict` (somebody was faster), `fileSystem`.
 */
export async function createMigration(
  path: string,
  migration: NewMigration,
  { now = new Date(), ...hints }: FolderHints & { readonly now?: Date } = {},
): Promise<string> {
  const { folder, recognition, migrations } = await readFolder(path, hints);
  if (recognition.format === null) throw unclearFormat(path, recognition);
  const { id, files } = await formatOf(recognition.format).plan(folder, migrations, migration, now);
  await writeFiles(path, files);
  return id;
}
