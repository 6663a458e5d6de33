import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/ipc/app-error.ts";
import { schemaExceptionsSchema } from "../../shared/schema-check/contract.ts";
import type { SchemaException } from "../../shared/schema-check/model.ts";
import { readJsonFile, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

/** The exceptions of each connection: one file of JSON, in the form that the command line reads too. */
export class ExceptionsStore {
  private readonly folder: string;
  private last: Promise<unknown> = Promise.resolve();

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Rejects with `fileSystem` when the file cannot be understood. */
  async list(connectionId: string): Promise<readonly SchemaException[]> {
    return await readJsonFile(this.pathOf(connectionId), schemaExceptionsSchema, []);
  }

  /** Keeps an exception; one for the same finding is replaced. Rejects with `fileSystem` or `diskFull`. */
  async add(connectionId: string, exception: SchemaException): Promise<void> {
    await this.change(connectionId, (known) => [...known.filter((other) => !isSame(other, exception)), exception]);
  }

  /** Rejects with `notFound`. */
  async remove(connectionId: string, finding: Pick<SchemaException, "code" | "subject">): Promise<void> {
    await this.change(connectionId, (known) => {
      const left = known.filter((other) => !isSame(other, finding));
      if (left.length < known.length) return left;
      throw new AppError("notFound", `There is no exception for ${finding.subject}.`, {
        hint: "Another window may have taken it back. Check again.",
      });
    });
  }

  /** One change after the other: two windows must not write over each other. */
  private async change(
    connectionId: string,
    next: (known: readonly SchemaException[]) => readonly SchemaException[],
  ): Promise<void> {
    const work = this.last.then(async () => {
      const text = `${JSON.stringify(next(await this.list(connectionId)), null, 2)}\n`;
      try {
        await mkdir(this.folder, { recursive: true, mode: 0o700 });
      } catch (error) {
        throw toFileError(error, this.folder);
      }
      await writeFileAtomically(this.pathOf(connectionId), text);
    });
    this.last = work.catch(() => undefined); // whoever asked for it sees the error
    await work;
  }

  private pathOf(connectionId: string): string {
    const name = createHash("sha256").update(connectionId).digest("hex").slice(0, 32);
    return join(this.folder, `${name}.json`);
  }
}

function isSame(a: Pick<SchemaException, "code" | "subject">, b: Pick<SchemaException, "code" | "subject">): boolean {
  return a.code === b.code && a.subject === b.subject;
}
