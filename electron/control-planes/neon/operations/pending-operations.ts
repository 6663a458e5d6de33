import { z } from "zod";
import { readJsonFile, writeFileAtomically } from "../../../storage/atomic-file.ts";

const schema = z.strictObject({
  format: z.literal(1),
  pending: z.array(
    z.strictObject({
      id: z.string(),
      accountId: z.string(),
      /** Neon's own. */
      neonId: z.string(),
      branchId: z.string().nullable(),
      action: z.string(),
      /** ISO 8601 UTC. */
      since: z.string(),
      operationIds: z.array(z.string()),
    }),
  ),
});

/** A change that Neon has begun and that has not ended yet, as far as is known. */
export type PendingChange = z.infer<typeof schema>["pending"][number];

/** What was begun and not seen to end, of all accounts, in a file of the data folder: it outlives the app. */
export class PendingOperations {
  private readonly file: string;
  private all: readonly PendingChange[] = [];
  private writing: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.file = file;
  }

  /** Reads the file; call once, first. Rejects with `fileSystem`. */
  async load(): Promise<void> {
    this.all = (await readJsonFile(this.file, schema, { format: 1, pending: [] })).pending;
  }

  of(accountId: string): readonly PendingChange[] {
    return this.all.filter((change) => change.accountId === accountId);
  }

  async add(change: PendingChange): Promise<void> {
    await this.write([...this.all, change]);
  }

  async remove(id: string): Promise<void> {
    if (this.all.some((change) => change.id === id)) await this.write(this.all.filter((change) => change.id !== id));
  }

  /** Forgets those of an account that is removed. */
  async removeAccount(accountId: string): Promise<void> {
    if (this.of(accountId).length > 0) await this.write(this.all.filter((change) => change.accountId !== accountId));
  }

  private async write(all: readonly PendingChange[]): Promise<void> {
    this.all = all;
    const save = () => writeFileAtomically(this.file, `${JSON.stringify({ format: 1, pending: this.all }, null, 2)}\n`);
    const result = this.writing.then(save, save);
    this.writing = result.catch(() => undefined); // the caller of `result` sees the error
    await result;
  }
}
