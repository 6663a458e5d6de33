import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { HistoryEntry } from "../../shared/editor/model.ts";
import { redactSecrets } from "../../shared/sql/redact-secrets.ts";
import { toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

const entrySchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  connectionId: z.string(),
  branchId: z.string().nullable(),
  sql: z.string(),
  durationMs: z.number(),
  rows: z.number(),
  error: z.string().nullable(),
});

/** How much is kept; when it is over, the older half goes. */
export interface HistoryLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** Characters of one run's SQL that are kept. */
const keptCharacters = 100_000;
const standardLimits: HistoryLimits = { entries: 5_000, bytes: 16 * 1024 * 1024 };

/** What to look for. Every word of `text` must stand in the SQL, in whatever case. */
export interface HistoryQuery {
  readonly connectionId: string | null;
  readonly text: string;
  readonly limit: number;
}

/**
 * The runs of this data folder: a file of JSON lines that is only appended to, so that a kill costs at most the line being
 * written, which is passed over when it is read. Passwords are taken out before anything is written.
 */
export class History {
  private readonly path: string;
  private readonly limits: HistoryLimits;
  private entries: HistoryEntry[] | null = null;
  private bytes = 0;
  /** Whether the file ends in half a line that a killed app left behind. */
  private isTorn = false;
  private queue: Promise<unknown> = Promise.resolve();
  /** Why the last run could not be kept. */
  private failure: unknown = null;

  constructor(path: string, limits: HistoryLimits = standardLimits) {
    this.path = path;
    this.limits = limits;
  }

  /** Keeps a run. Never rejects, because the run itself went as it went: `search` says why nothing was kept. */
  async add(entry: HistoryEntry): Promise<void> {
    try {
      await this.write(entry);
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
  }

  private write(entry: HistoryEntry): Promise<void> {
    return this.inTurn(async () => {
      const entries = await this.load();
      const kept = {
        ...entry,
        sql: redactSecrets(entry.sql).slice(0, keptCharacters),
        error: entry.error === null ? null : redactSecrets(entry.error),
      };
      const line = `${this.isTorn ? "\n" : ""}${JSON.stringify(kept)}\n`;
      await this.append(line);
      this.isTorn = false;
      entries.push(kept);
      this.bytes += Buffer.byteLength(line);
      if (entries.length > this.limits.entries || this.bytes > this.limits.bytes) await this.shorten(entries);
    });
  }

  /** Runs that fit, newest first. Rejects with `fileSystem` or `diskFull` when the file cannot be read, or was not written. */
  search({ connectionId, text, limit }: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.inTurn(async () => {
      if (this.failure !== null) throw this.failure;
      const entries = await this.load();
      const words = text
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
      const found: HistoryEntry[] = [];
      for (let index = entries.length - 1; index >= 0 && found.length < limit; index--) {
        const entry = entries[index];
        if (!entry || (connectionId !== null && entry.connectionId !== connectionId)) continue;
        const sql = entry.sql.toLowerCase();
        if (words.every((word) => sql.includes(word))) found.push(entry);
      }
      return found;
    });
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.queue;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async load(): Promise<HistoryEntry[]> {
    if (this.entries) return this.entries;
    const text = await this.read();
    this.isTorn = text !== "" && !text.endsWith("\n");
    this.bytes = Buffer.byteLength(text);
    this.entries = text.split("\n").flatMap(parseLine);
    return this.entries;
  }

  private async read(): Promise<string> {
    try {
      return await readFile(this.path, "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
      throw toFileError(error, this.path);
    }
  }

  private async append(line: string): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true });
      await appendFile(this.path, line, { mode: 0o600 });
    } catch (error) {
      // Half of the line may be there already.
      this.isTorn = true;
      throw toFileError(error, this.path);
    }
  }

  /** Replaces the file by its newer half, as a whole. */
  private async shorten(entries: HistoryEntry[]): Promise<void> {
    let bytes = 0;
    const lines: string[] = [];
    for (let index = entries.length - 1; index >= 0; index--) {
      const line = `${JSON.stringify(entries[index])}\n`;
      bytes += Buffer.byteLength(line);
      if (lines.length >= this.limits.entries / 2 || bytes > this.limits.bytes / 2) break;
      lines.unshift(line);
    }
    const text = lines.join("");
    await writeFileAtomically(this.path, text);
    entries.splice(0, entries.length - lines.length);
    this.bytes = Buffer.byteLength(text);
  }
}

/** A line that is no entry is what a kill left of one. */
function parseLine(line: string): HistoryEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return [];
  }
  const parsed = entrySchema.safeParse(value);
  return parsed.success ? [parsed.data] : [];
}
