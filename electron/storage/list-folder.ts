import { readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import type { FolderEntry, FolderListing } from "../../shared/files/folder-listing.ts";
import { allowFolder } from "./allowed-folder.ts";
import { toFileError } from "./atomic-file.ts";

const maxEntries = 1_000;

/**
 * A folder for a file dialog, with the files whose names `isShown` takes; null gives Downloads, or the home folder. Rejects
 * with `refused`, `fileSystem`.
 */
export async function listFolder(
  path: string | null,
  ownFolder: string,
  isShown: (name: string) => boolean,
): Promise<FolderListing> {
  const folder = path === null ? await firstFolder(ownFolder) : await allowFolder(path, ownFolder);
  let names: string[];
  try {
    names = (await readdir(folder))
      .filter((name) => !name.startsWith("."))
      .sort((left, right) => left.localeCompare(right));
  } catch (error) {
    throw toFileError(error, folder);
  }
  const entries: FolderEntry[] = [];
  for (const name of names) {
    if (entries.length >= maxEntries) break;
    const entry = await readEntry(folder, name, isShown);
    if (entry) entries.push(entry);
  }
  const parent = dirname(folder);
  return {
    path: folder,
    parent: parent === folder ? null : parent,
    entries: [...entries.filter(({ kind }) => kind === "folder"), ...entries.filter(({ kind }) => kind === "file")],
    isTruncated: entries.length >= maxEntries,
  };
}

async function firstFolder(ownFolder: string): Promise<string> {
  try {
    return await allowFolder(join(homedir(), "Downloads"), ownFolder);
  } catch {
    return await allowFolder(homedir(), ownFolder); // no Downloads: says why if home cannot be used either
  }
}

async function readEntry(
  folder: string,
  name: string,
  isShown: (name: string) => boolean,
): Promise<FolderEntry | null> {
  const path = join(folder, name);
  try {
    const found = await stat(path);
    const kind = found.isDirectory() ? "folder" : found.isFile() && isShown(name) ? "file" : null;
    return kind && { name, path, kind, sizeBytes: found.size, modifiedAt: found.mtime.toISOString() };
  } catch {
    return null; // a link to nowhere, or gone meanwhile: nothing that could be chosen
  }
}
