import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { AppError } from "../../../shared/ipc/app-error.ts";
import type { QuerySnapshot, QueryTexts, SnapshotHead } from "../../../shared/queries/model.ts";
import { readJsonFile, toFileError, writeFileAtomically } from "../../storage/atomic-file.ts";
import { addTexts } from "./add-texts.ts";
import { type KeptTexts, readEntries, readTexts, writeEntries, writeTexts } from "./snapshot-file.ts";
import { snapshotsToKeep } from "./snapshots-to-keep.ts";

const headSchema = z.object({
  id: z.string().regex(/^[\w-]{1,64}$/),
  at: z.string(),
  database: z.string(),
  serverVersion: z.number(),
  extensionVersion: z.string(),
  serverStartedAt: z.string(),
  resetAt: z.string().nullable(),
  deallocations: z.number(),
  maxEntries: z.number(),
  measuresPlanning: z.boolean(),
  measuresIo: z.boolean(),
  entries: z.number(),
  calls: z.number(),
  execMs: z.number(),
  hiddenEntries: z.number(),
  hiddenExecMs: z.number(),
  unreadEntries: z.number(),
});

/** Branches whose snapshots are kept: beyond them those go that were longest not added to. */
const maxPlaces = 50;
/** Opened snapshots that are kept in memory. */
const maxOpened = 4;
const ending = ".snapshot.gz";

/**
 * Snapshots as files, one folder for each connection's branch: `list.json`, one file for each snapshot's entries, and one
 * with the texts of all of them. A snapshot's files are there before the list names it.
 */
export class SnapshotStore {
  private readonly folder: string;
  private readonly now: () => number;
  private readonly opened = new Map<string, QuerySnapshot>();
  private readonly texts = new Map<string, KeptTexts>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, now: () => number = Date.now) {
    this.folder = folder;
    this.now = now;
  }

  /** Keeps a snapshot, its texts without passwords. Rejects with `diskFull` or `fileSystem`; then nothing is added. */
  keep(ref: DatabaseRef, snapshot: Omit<QuerySnapshot, "id">, texts: QueryTexts): Promise<SnapshotHead> {
    return this.oneByOne(async () => {
      const place = this.placeOf(ref);
      await this.makeFolder(place);
      const known = await this.loadTexts(place);
      const next = await addTexts(known, texts, snapshot.at);
      const id = `${snapshot.at.replace(/\D/g, "").slice(0, 17)}-${randomBytes(4).toString("hex")}`;
      const { queries, tables, ...rest } = snapshot;
      const head = { id, ...rest };
      if (next !== known) await writeTexts(join(place, "texts.gz"), next);
      await writeEntries(this.pathOf(place, id), { queries, tables });
      const list = [head, ...(await this.readList(place))].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
      const kept = snapshotsToKeep(
        list.map(({ at }) => Date.parse(at)),
        this.now(),
      );
      await this.writeList(
        place,
        list.filter(({ at }) => kept.has(Date.parse(at))),
      );
      this.texts.set(place, next);
      this.remember(place, { ...head, queries, tables });
      await this.removeOldPlaces();
      return head;
    });
  }

  /** Newest first. Rejects with `fileSystem`. */
  list(ref: DatabaseRef): Promise<readonly SnapshotHead[]> {
    return this.oneByOne(() => this.readList(this.placeOf(ref)));
  }

  /** Rejects with `notFound` or `fileSystem`. */
  open(ref: DatabaseRef, id: string): Promise<QuerySnapshot> {
    return this.oneByOne(async () => {
      const place = this.placeOf(ref);
      const path = this.pathOf(place, id);
      const known = this.opened.get(path);
      if (known) return known;
      const head = (await this.readList(place)).find((one) => one.id === id);
      if (!head)
        throw new AppError("notFound", "This snapshot is not kept any more.", {
          hint: "Older snapshots are thinned out. Choose another one.",
        });
      const snapshot = { ...head, ...(await readEntries(path, head)) };
      this.remember(place, snapshot);
      return snapshot;
    });
  }

  /** Texts of all statements that were ever seen on this branch, also of those that the server threw out. */
  textsOf(ref: DatabaseRef): Promise<QueryTexts> {
    return this.oneByOne(async () => {
      const texts = await this.loadTexts(this.placeOf(ref));
      return new Map([...texts].map(([key, { sql }]) => [key, sql]));
    });
  }

  /** Takes out one snapshot, or all of the branch with their texts. */
  forget(ref: DatabaseRef, id: string | null): Promise<void> {
    return this.oneByOne(async () => {
      const place = this.placeOf(ref);
      this.opened.clear();
      if (id !== null)
        return await this.writeList(
          place,
          (await this.readList(place)).filter((head) => head.id !== id),
        );
      this.texts.delete(place);
      await rm(place, { recursive: true, force: true });
    });
  }

  private placeOf({ connectionId, branchId }: DatabaseRef): string {
    const name = JSON.stringify([connectionId, branchId ?? null]);
    return join(this.folder, createHash("sha256").update(name).digest("hex").slice(0, 32));
  }

  private pathOf(place: string, id: string): string {
    return join(place, `${id}${ending}`);
  }

  private readList(place: string): Promise<readonly SnapshotHead[]> {
    return readJsonFile(join(place, "list.json"), z.array(headSchema), []);
  }

  /** Files that the list does not name go afterwards, also those that a kill left behind. */
  private async writeList(place: string, list: readonly SnapshotHead[]): Promise<void> {
    await this.makeFolder(place);
    await writeFileAtomically(join(place, "list.json"), JSON.stringify(list));
    const named = new Set(list.map(({ id }) => `${id}${ending}`));
    const files = (await readdir(place)).filter((file) => file.endsWith(ending) && !named.has(file));
    await Promise.all(files.map((file) => rm(join(place, file), { force: true })));
  }

  private async loadTexts(place: string): Promise<KeptTexts> {
    const known = this.texts.get(place) ?? (await readTexts(join(place, "texts.gz")));
    this.texts.clear(); // those of one branch are enough in memory
    this.texts.set(place, known);
    return known;
  }

  private remember(place: string, snapshot: QuerySnapshot): void {
    this.opened.set(this.pathOf(place, snapshot.id), snapshot);
    for (const path of [...this.opened.keys()].slice(0, -maxOpened)) this.opened.delete(path);
  }

  private async makeFolder(place: string): Promise<void> {
    try {
      await mkdir(place, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw toFileError(error, place);
    }
  }

  private async removeOldPlaces(): Promise<void> {
    const places = await readdir(this.folder);
    if (places.length <= maxPlaces) return;
    const times = await Promise.all(
      places.map(async (name) => ({ name, at: (await stat(join(this.folder, name))).mtimeMs })),
    );
    const old = times.sort((a, b) => b.at - a.at).slice(maxPlaces);
    await Promise.all(old.map(({ name }) => rm(join(this.folder, name), { recursive: true, force: true })));
  }

  private oneByOne<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => undefined); // whoever asked for it has the error
    return done;
  }
}
