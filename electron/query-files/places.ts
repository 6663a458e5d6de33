import { mkdir, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { z } from "zod";
import { AppError } from "../../shared/ipc/app-error.ts";
import { isQueryFile, type QueryPlaces, type RecentFile } from "../../shared/query-files/model.ts";
import { allowFolder } from "../storage/allowed-folder.ts";
import { hasCode, readJsonFile, writeFileAtomically } from "../storage/atomic-file.ts";
import { listFolder } from "../storage/list-folder.ts";
import { allowQueryFile } from "./allowed-query-file.ts";

const keptSchema = z.strictObject({ favourites: z.string().nullable(), recent: z.array(z.string()) });
type Kept = z.infer<typeof keptSchema>;

/** Files that are remembered as used. */
const mostRecent = 20;

/** Remembers the folder of favourites and the files used lately, in one file of the data folder. */
export class Places {
  private readonly path: string;
  private readonly ownFolder: string;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(path: string, ownFolder: string) {
    this.path = path;
    this.ownFolder = ownFolder;
  }

  /** Rejects with `fileSystem` when what was remembered cannot be read; folders and files that are gone are answers. */
  async read(): Promise<QueryPlaces> {
    const { favourites, recent } = await this.load();
    const [listed, files] = await Promise.all([
      this.listFavourites(favourites),
      Promise.all(recent.map((path) => this.describe(path))),
    ]);
    return { favourites: listed, recent: files };
  }

  /** Rejects with `fileSystem`, `refused`. */
  async setFavourites(path: string | null): Promise<void> {
    const folder = path === null ? null : await allowFolder(path, this.ownFolder);
    await this.change((kept) => ({ ...kept, favourites: folder }));
  }

  /** A file was used: it becomes the first. */
  async remember(path: string): Promise<void> {
    await this.change((kept) => {
      const others = kept.recent.filter((one) => one !== path);
      return { ...kept, recent: [path, ...others].slice(0, mostRecent) };
    });
  }

  async forget(path: string): Promise<void> {
    await this.change((kept) => ({ ...kept, recent: kept.recent.filter((one) => one !== path) }));
  }

  private async listFavourites(path: string | null): Promise<QueryPlaces["favourites"]> {
    if (path === null) return { kind: "none" };
    try {
      return { kind: "folder", listing: await listFolder(path, this.ownFolder, isQueryFile) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { kind: "unreadable", path, error: error.toWire() };
    }
  }

  private async describe(path: string): Promise<RecentFile> {
    const file = { path, name: basename(path), folder: dirname(path) };
    try {
      await stat(await allowQueryFile(path, this.ownFolder));
      return { ...file, isThere: true };
    } catch (error) {
      if (!(error instanceof AppError) && !hasCode(error, "ENOENT")) throw error;
      return { ...file, isThere: false };
    }
  }

  private load(): Promise<Kept> {
    return readJsonFile(this.path, keptSchema, { favourites: null, recent: [] });
  }

  private change(edit: (kept: Kept) => Kept): Promise<void> {
    const result = this.queue.then(async () => {
      const kept = edit(await this.load());
      await mkdir(dirname(this.path), { recursive: true });
      await writeFileAtomically(this.path, JSON.stringify(kept, null, 2));
    });
    this.queue = result.catch(() => undefined); // whoever changes it is told
    return result;
  }
}
