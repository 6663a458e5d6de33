import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { defaultBudgets, type QueryBudgets, queryBudgetsSchema } from "../../../shared/queries/budgets.ts";
import { readJsonFile, toFileError, writeFileAtomically } from "../../storage/atomic-file.ts";

const fileSchema = z.record(z.string(), queryBudgetsSchema);

/** The performance targets of each connection, in one file. */
export class BudgetStore {
  private readonly path: string;
  private last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.path = path;
  }

  /** Those of the seeds until others were set. Rejects with `fileSystem`. */
  async find(connectionId: string): Promise<QueryBudgets> {
    return (await readJsonFile(this.path, fileSchema, {}))[connectionId] ?? defaultBudgets;
  }

  /** Rejects with `fileSystem` or `diskFull`. */
  async set(connectionId: string, budgets: QueryBudgets): Promise<QueryBudgets> {
    const work = this.last.then(async () => {
      const known = await readJsonFile(this.path, fileSchema, {});
      try {
        await mkdir(dirname(this.path), { recursive: true });
      } catch (error) {
        throw toFileError(error, this.path);
      }
      await writeFileAtomically(this.path, JSON.stringify({ ...known, [connectionId]: budgets }));
      return budgets;
    });
    this.last = work.catch(() => undefined); // whoever asked for it sees the error
    return await work;
  }
}
