import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type DatabaseRef, databaseRefSchema, type ObjectName } from "../../shared/databases/model.ts";
import type { StagedDoubt } from "../../shared/edits/staged.ts";
import { commitMarkSchema } from "../../shared/sessions/commit-outcome.ts";
import { hasCode, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

const entrySchema = z.object({
  ref: databaseRefSchema,
  schema: z.string(),
  name: z.string(),
  mark: commitMarkSchema,
  undoFile: z.string(),
});

type Entry = z.infer<typeof entrySchema>;

/**
 * Commits of staged changes that were about to be sent, one file each, on disk before COMMIT is. A file that is found although
 * no commit runs was left by an app that was killed, or belongs to a commit whose outcome nobody could say.
 */
export class OpenCommits {
  private readonly folder: string;
  private readonly running = new Set<string>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Keeps that a commit is about to be sent; gives what names it. Rejects with `fileSystem` or `diskFull`: then nothing may be sent. */
  async begin(ref: DatabaseRef, { schema, name }: ObjectName, mark: StagedDoubt["mark"], undoFile: string) {
    const id = `${randomUUID()}.json`;
    if (mark === null) return id;
    this.running.add(id);
    const entry: Entry = { ref, schema, name, mark, undoFile };
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFileAtomically(join(this.folder, id), `${JSON.stringify(entry)}\n`);
    return id;
  }

  /** The commit is over. Its file goes once its outcome is known. */
  async end(id: string, isKnown: boolean): Promise<void> {
    // A file that cannot be removed must not hide the outcome; it is passed over until the next start.
    if (isKnown)
      await rm(join(this.folder, id), { force: true }).then(
        () => this.running.delete(id),
        () => undefined,
      );
    else this.running.delete(id);
  }

  /** The newest commit of this table whose outcome is not known; null for none. */
  async find(ref: DatabaseRef, name: ObjectName): Promise<StagedDoubt | null> {
    const [found] = await this.list(ref, name);
    return found ? { mark: found.entry.mark, undoFile: found.entry.undoFile } : null;
  }

  /** The outcomes of this table's commits are known now, or somebody who looked has decided. */
  async settle(ref: DatabaseRef, name: ObjectName): Promise<void> {
    for (const { id } of await this.list(ref, name)) await rm(join(this.folder, id), { force: true });
  }

  private async list(ref: DatabaseRef, { schema, name }: ObjectName) {
    const found: { readonly id: string; readonly entry: Entry }[] = [];
    for (const id of await this.files()) {
      const entry = this.running.has(id) ? null : await readEntry(join(this.folder, id));
      if (!entry || entry.schema !== schema || entry.name !== name) continue;
      const isSame = entry.ref.connectionId === ref.connectionId && entry.ref.branchId === ref.branchId;
      if (isSame) found.push({ id, entry });
    }
    // Numbers of transactions only grow.
    return found.sort((left, right) => Number(BigInt(right.entry.mark.xid) - BigInt(left.entry.mark.xid)));
  }

  private async files(): Promise<readonly string[]> {
    try {
      return (await readdir(this.folder)).filter((file) => file.endsWith(".json"));
    } catch (error) {
      if (hasCode(error, "ENOENT")) return [];
      throw toFileError(error, this.folder);
    }
  }
}

/** A file that is none of ours, or has just gone, says nothing. */
async function readEntry(path: string): Promise<Entry | null> {
  try {
    return entrySchema.safeParse(JSON.parse(await readFile(path, "utf8"))).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, "ENOENT")) return null;
    throw toFileError(error, path);
  }
}
