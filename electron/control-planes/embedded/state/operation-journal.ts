import { randomUUID } from "node:crypto";
import { appendFile, readFile } from "node:fs/promises";
import { z } from "zod";
import type { BranchOperation } from "../../../../shared/branches/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { writeFileAtomically } from "../../../storage/atomic-file.ts";

const keptCount = 1000;

const entrySchema = z.object({
  id: z.string(),
  projectId: z.string(),
  branchId: z.string().nullable(),
  action: z.string(),
  state: z.enum(["queued", "running", "finished", "failed", "cancelled"]),
  error: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
type Entry = Readonly<z.infer<typeof entrySchema>>;

/**
 * What was done to branches: one line of JSON for each beginning and end, appended. It is told to people and decides
 * nothing, so a line that a kill tore is left out, and one that cannot be written is said in the log.
 */
export class OperationJournal {
  private readonly file: string;
  private readonly log: (line: string) => void;
  private readonly entries: Map<string, Entry>;
  private writing: Promise<unknown> = Promise.resolve();

  private constructor(file: string, log: (line: string) => void, entries: Map<string, Entry>) {
    this.file = file;
    this.log = log;
    this.entries = entries;
  }

  /** Reads it, shortens it, and marks what never ended: an app that was killed, or had no time, did not finish it. */
  static async load(file: string, log: (line: string) => void): Promise<OperationJournal> {
    const text = await readFile(file, "utf8").catch(() => "");
    const entries = new Map<string, Entry>();
    for (const entry of text.split("\n").flatMap(parseLine)) entries.set(entry.id, entry);
    const now = new Date().toISOString();
    const kept = [...entries.values()]
      .slice(-keptCount)
      .map((entry) =>
        entry.state === "running" || entry.state === "queued"
          ? { ...entry, state: "failed" as const, error: "Steward ended in the middle of it.", updatedAt: now }
          : entry,
      );
    const journal = new OperationJournal(file, log, new Map(kept.map((entry) => [entry.id, entry])));
    if (text !== "") await writeFileAtomically(file, kept.map(toLine).join("")).catch(journal.sayUnwritten);
    return journal;
  }

  /** Newest first. */
  list(projectId: string, count: number): readonly BranchOperation[] {
    const found = [...this.entries.values()].filter((entry) => entry.projectId === projectId).reverse();
    return found.slice(0, count).map(({ projectId: _projectId, ...operation }) => operation);
  }

  /** Runs an operation and keeps how it went. */
  async follow<T>(projectId: string, branchId: string | null, action: string, run: () => Promise<T>): Promise<T> {
    const createdAt = new Date().toISOString();
    const entry: Entry = {
      id: randomUUID(),
      projectId,
      branchId,
      action,
      state: "running",
      error: null,
      createdAt,
      updatedAt: createdAt,
    };
    this.keep(entry);
    const end = (state: Entry["state"], error: string | null = null) =>
      this.keep({ ...entry, state, error, updatedAt: new Date().toISOString() });
    try {
      const result = await run();
      end("finished");
      return result;
    } catch (error) {
      if (isAppError(error, "cancelled")) end("cancelled");
      else end("failed", error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  /** Resolves when all is on disk. */
  async flush(): Promise<void> {
    await this.writing;
  }

  private keep(entry: Entry): void {
    this.entries.set(entry.id, entry);
    if (this.entries.size > keptCount) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    this.writing = this.writing
      .then(() => appendFile(this.file, toLine(entry), { mode: 0o600 }))
      .catch(this.sayUnwritten);
  }

  private readonly sayUnwritten = (reason: unknown): void => {
    this.log(`The journal of operations cannot be written: ${String(reason)}`);
  };
}

function toLine(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}

function parseLine(line: string): Entry[] {
  if (line === "") return [];
  try {
    return [entrySchema.parse(JSON.parse(line))];
  } catch {
    return []; // torn by a kill, or of a later version: the others still tell
  }
}
