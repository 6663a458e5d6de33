import { randomBytes } from "node:crypto";
import { rename } from "node:fs/promises";
import { z } from "zod";
import type { BranchOperation } from "../../../../shared/branches/model.ts";
import { isAppError } from "../../../../shared/ipc/app-error.ts";
import { readJsonFile, writeFileAtomically } from "../../../storage/atomic-file.ts";

const operationSchema = z.strictObject({
  id: z.string(),
  branchId: z.string().nullable(),
  action: z.string(),
  state: z.enum(["queued", "running", "finished", "failed", "cancelled"]),
  error: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const begunSchema = z.strictObject({
  branchId: z.string(),
  database: z.string(),
  parentId: z.string(),
  /** The name of the branch whose place the copy is to take; null for a new branch. */
  replaces: z.string().nullable(),
});

const projectSchema = z.strictObject({
  id: z.string(),
  /** When this Steward first looked at it. */
  since: z.string(),
  /** What the server said last; null before it was asked. */
  serverVersion: z.string().nullable(),
  /** `server_version_num`; null before it was asked. */
  versionNumber: z.number().nullable(),
  /** Branches that this Steward made or was told to delete at a time: only these does it delete by itself. */
  expiring: z.array(z.strictObject({ branchId: z.string(), expiresAt: z.string() })),
  /** Copies that were begun: after a kill they may be there without a comment. */
  begun: z.array(begunSchema),
  /** Newest first. */
  operations: z.array(operationSchema),
});

const bookSchema = z.strictObject({ format: z.literal(1), projects: z.array(projectSchema) });

/** What is kept of one connection's branches beside what the server itself says. */
export type BranchBookEntry = z.infer<typeof projectSchema>;

/** A copy that was begun. */
export type BegunCopy = BranchBookEntry["begun"][number];

const keptOperations = 100;
const interrupted = "Steward was ended meanwhile. The list of branches shows what is there.";

/** The local file about template branches: times to live, copies under way, operations. */
export class BranchBook {
  private readonly file: string;
  private entries: readonly BranchBookEntry[];
  private writing: Promise<void> = Promise.resolve();

  private constructor(file: string, entries: readonly BranchBookEntry[]) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * Reads the file; operations that an ended app left running have failed. One that cannot be understood is moved aside: what a
   * branch is stands in the database, and without the notes none deletes itself. Rejects with `fileSystem`.
   */
  static async load(file: string, log: (line: string) => void): Promise<BranchBook> {
    const { projects } = await readBook(file, log);
    const settle = (operation: BranchOperation): BranchOperation =>
      operation.state === "running" || operation.state === "queued"
        ? { ...operation, state: "failed", error: interrupted }
        : operation;
    return new BranchBook(
      file,
      projects.map((project) => ({ ...project, operations: project.operations.map(settle) })),
    );
  }

  get projects(): readonly BranchBookEntry[] {
    return this.entries;
  }

  entryOf(projectId: string): BranchBookEntry {
    const found = this.entries.find(({ id }) => id === projectId);
    if (found) return found;
    const since = new Date().toISOString();
    return { id: projectId, since, serverVersion: null, versionNumber: null, expiring: [], begun: [], operations: [] };
  }

  /** Changes one entry and writes the file before it resolves. */
  async change(projectId: string, change: (entry: BranchBookEntry) => BranchBookEntry): Promise<void> {
    const next = change(this.entryOf(projectId));
    this.entries = [...this.entries.filter(({ id }) => id !== projectId), next];
    await this.write();
  }

  /** Forgets connections that are gone. */
  async keepOnly(projectIds: readonly string[]): Promise<void> {
    const kept = this.entries.filter(({ id }) => projectIds.includes(id));
    if (kept.length === this.entries.length) return;
    this.entries = kept;
    await this.write();
  }

  /** Notes when a branch deletes itself; null takes the note away. */
  async setExpiry(projectId: string, branchId: string, expiresAt: string | null): Promise<void> {
    await this.change(projectId, (entry) => {
      const others = entry.expiring.filter((one) => one.branchId !== branchId);
      return { ...entry, expiring: expiresAt === null ? others : [...others, { branchId, expiresAt }] };
    });
  }

  /** Runs `work` as an operation that the list shows, whatever becomes of it. */
  async record<T>(projectId: string, branchId: string, action: string, work: () => Promise<T>): Promise<T> {
    const createdAt = new Date().toISOString();
    const operation = { id: randomBytes(8).toString("hex"), branchId, action, createdAt };
    await this.put(projectId, { ...operation, state: "running", error: null, updatedAt: createdAt });
    const end = (state: BranchOperation["state"], error: string | null) =>
      this.put(projectId, { ...operation, state, error, updatedAt: new Date().toISOString() });
    try {
      const result = await work();
      await end("finished", null);
      return result;
    } catch (error) {
      await end("failed", error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  private put(projectId: string, operation: BranchOperation): Promise<void> {
    return this.change(projectId, (entry) => ({
      ...entry,
      operations: [operation, ...entry.operations.filter(({ id }) => id !== operation.id)].slice(0, keptOperations),
    }));
  }

  /** One write after the other, each of the newest state. */
  private write(): Promise<void> {
    const next = this.writing
      .catch(() => undefined) // its own caller saw that error
      .then(() =>
        writeFileAtomically(this.file, `${JSON.stringify({ format: 1, projects: this.entries }, null, 2)}\n`),
      );
    this.writing = next;
    return next;
  }
}

async function readBook(file: string, log: (line: string) => void): Promise<z.infer<typeof bookSchema>> {
  const empty = { format: 1, projects: [] } as const;
  try {
    return await readJsonFile(file, bookSchema, { ...empty, projects: [] });
  } catch (error) {
    if (!isAppError(error, "fileSystem")) throw error;
    const aside = `${file}.unreadable-${Date.now()}`;
    await rename(file, aside);
    log(`${error.message} It is kept as ${aside}. Branches that had a time to live stay until it is set again.`);
    return { ...empty, projects: [] };
  }
}
