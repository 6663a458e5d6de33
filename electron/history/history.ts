import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import {
  type HistoryEntry,
  type HistoryPage,
  type HistorySettings,
  type HistoryState,
  historyDays,
} from "../../shared/history/model.ts";
import { redactSecrets } from "../../shared/sql/redact-secrets.ts";
import { hasCode, readJsonFile, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

const entrySchema = z.strictObject({
  id: z.string(),
  at: z.string(),
  connectionId: z.string(),
  branchId: z.string().nullable(),
  database: z.string().default(""),
  user: z.string().default(""),
  sql: z.string(),
  durationMs: z.number(),
  rows: z.number(),
  error: z.string().nullable(),
});

const settingsSchema = z.strictObject({ isOn: z.boolean(), keepDays: z.literal([...historyDays]) });
const standardSettings: HistorySettings = { isOn: true, keepDays: 90 };
const dayMs = 86_400_000;
/** Characters that are searched or read in one turn of main. */
const charactersOfTurn = 1_000_000;

/** How much is kept; when it is over, the older half goes. */
export interface HistoryLimits {
  readonly entries: number;
  readonly bytes: number;
}

/** Characters of one run's SQL that are kept. */
const keptCharacters = 100_000;
const standardLimits: HistoryLimits = { entries: 5_000, bytes: 16 * 1024 * 1024 };

/** What to look for. Every word of `text` must stand in the SQL, the error, the database or the role, in whatever case. */
export interface HistoryQuery {
  readonly connectionId: string | null;
  /** Null is the default branch, undefined any. */
  readonly branchId?: string | null | undefined;
  readonly text: string;
  readonly isFailedOnly: boolean;
  readonly limit: number;
}

/**
 * The runs of this data folder: a file of JSON lines that is only appended to, so that a kill costs at most the line being
 * written, which is passed over when it is read. Passwords are taken out before anything is written.
 */
export class History {
  private readonly path: string;
  private readonly limits: HistoryLimits;
  private readonly now: () => number;
  private entries: HistoryEntry[] | null = null;
  private settings: HistorySettings | null = null;
  private bytes = 0;
  /** Whether the file ends in half a line that a killed app left behind. */
  private isTorn = false;
  private queue: Promise<unknown> = Promise.resolve();
  /** Why the last run could not be kept. */
  private failure: unknown = null;

  constructor(path: string, limits: HistoryLimits = standardLimits, now: () => number = Date.now) {
    this.path = path;
    this.limits = limits;
    this.now = now;
  }

  /** Keeps a run, unless nothing is to be kept. Never rejects, because the run itself went as it went: `search` says why nothing was kept. */
  async add(entry: HistoryEntry): Promise<void> {
    try {
      await this.inTurn(() => this.write(entry));
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
  }

  /** Runs that fit, newest first. Rejects with `fileSystem` or `diskFull` when the file cannot be read, or was not written. */
  search(query: HistoryQuery): Promise<HistoryPage> {
    return this.inTurn(async () => {
      if (this.failure !== null) throw this.failure;
      const fits = filterOf(query);
      const found: HistoryEntry[] = [];
      let total = 0;
      let characters = 0;
      for (const entry of (await this.load()).toReversed()) {
        characters += entry.sql.length;
        if (characters > charactersOfTurn) {
          characters = 0;
          await setImmediate(); // many megabytes are looked through in turns of main
        }
        if (!fits(entry)) continue;
        total += 1;
        if (found.length < query.limit) found.push(entry);
      }
      return { entries: found, total };
    });
  }

  /** Takes out what `isGone` says, from memory and from the file. Rejects with `fileSystem` or `diskFull`. */
  remove(isGone: (entry: HistoryEntry) => boolean): Promise<void> {
    return this.inTurn(async () => {
      const entries = await this.load();
      const kept = entries.filter((entry) => !isGone(entry));
      if (kept.length < entries.length) await this.replace(kept);
    });
  }

  state(): Promise<HistoryState> {
    return this.inTurn(() => this.describe());
  }

  /** Rejects with `fileSystem` or `diskFull`: then everything stays as it was. */
  setSettings(settings: HistorySettings): Promise<HistoryState> {
    return this.inTurn(async () => {
      await this.makeFolder();
      await writeFileAtomically(this.settingsPath, JSON.stringify(settings));
      this.settings = settings;
      const entries = await this.load();
      const kept = this.withoutOld(entries, settings);
      if (kept.length < entries.length) await this.replace(kept);
      return await this.describe();
    });
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.queue;
  }

  private get settingsPath(): string {
    return `${this.path}.settings.json`;
  }

  private async write(entry: HistoryEntry): Promise<void> {
    const settings = await this.readSettings();
    if (!settings.isOn) return;
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
    if (entries.length > this.limits.entries || this.bytes > this.limits.bytes)
      await this.replace(this.newerHalf(this.withoutOld(entries, settings)));
  }

  private async describe(): Promise<HistoryState> {
    const settings = await this.readSettings();
    const entries = await this.load();
    return { ...settings, entries: entries.length, sizeBytes: this.bytes };
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async readSettings(): Promise<HistorySettings> {
    this.settings ??= await readJsonFile(this.settingsPath, settingsSchema, standardSettings);
    return this.settings;
  }

  /** What is too old goes when the file is read, and from the file as well. */
  private async load(): Promise<HistoryEntry[]> {
    if (this.entries) return this.entries;
    const settings = await this.readSettings();
    const text = await this.read();
    this.isTorn = text !== "" && !text.endsWith("\n");
    this.bytes = Buffer.byteLength(text);
    const entries = await parseLines(text.split("\n"));
    const kept = this.withoutOld(entries, settings);
    if (kept.length < entries.length) await this.replace(kept);
    this.entries = kept;
    return kept;
  }

  private withoutOld(entries: readonly HistoryEntry[], { keepDays }: HistorySettings): HistoryEntry[] {
    const oldest = this.now() - keepDays * dayMs;
    return entries.filter(({ at }) => Date.parse(at) >= oldest);
  }

  private async read(): Promise<string> {
    try {
      return await readFile(this.path, "utf8");
    } catch (error) {
      if (hasCode(error, "ENOENT")) return "";
      throw toFileError(error, this.path);
    }
  }

  private async append(line: string): Promise<void> {
    try {
      await this.makeFolder();
      await appendFile(this.path, line, { mode: 0o600 });
    } catch (error) {
      // Half of the line may be there already.
      this.isTorn = true;
      throw toFileError(error, this.path);
    }
  }

  private async makeFolder(): Promise<void> {
    try {
      await mkdir(dirname(this.path), { recursive: true });
    } catch (error) {
      throw toFileError(error, this.path);
    }
  }

  private newerHalf(entries: readonly HistoryEntry[]): HistoryEntry[] {
    let bytes = 0;
    let first = entries.length;
    while (first > 0 && entries.length - first < this.limits.entries / 2) {
      bytes += Buffer.byteLength(lineOf(entries[first - 1]));
      if (bytes > this.limits.bytes / 2) break;
      first -= 1;
    }
    return entries.slice(first);
  }

  /** Puts the file in order with these entries only, as a whole. */
  private async replace(entries: HistoryEntry[]): Promise<void> {
    const text = entries.map(lineOf).join("");
    await writeFileAtomically(this.path, text);
    this.entries = entries;
    this.isTorn = false;
    this.bytes = Buffer.byteLength(text);
  }
}

function lineOf(entry: HistoryEntry | undefined): string {
  return `${JSON.stringify(entry)}\n`;
}

function filterOf({ connectionId, branchId, text, isFailedOnly }: HistoryQuery): (entry: HistoryEntry) => boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return (entry) => {
    if (connectionId !== null && entry.connectionId !== connectionId) return false;
    if (branchId !== undefined && entry.branchId !== branchId) return false;
    if (isFailedOnly && entry.error === null) return false;
    if (words.length === 0) return true;
    const searched = `${entry.sql}\n${entry.error ?? ""}\n${entry.database}\n${entry.user}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  };
}

/** Reads lines in turns of main: the longest file takes longer than one may. */
async function parseLines(lines: readonly string[]): Promise<HistoryEntry[]> {
  const entries: HistoryEntry[] = [];
  let characters = 0;
  for (const line of lines) {
    entries.push(...parseLine(line));
    characters += line.length;
    if (characters < charactersOfTurn) continue;
    characters = 0;
    await setImmediate();
  }
  return entries;
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
