import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { PlanRun, PlanSummary } from "../../shared/plans/contract.ts";
import { findPlanProblems } from "../../shared/plans/findings/registry.ts";
import type { Plan, PlanContext } from "../../shared/plans/model.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import { planModes, planPlaces } from "../../shared/plans/running/model.ts";
import { hasCode, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

/** What is kept of a run: what was asked and what the server said. Figures and findings are computed again on reading. */
export interface KeptPlan extends Omit<PlanRun, "id" | "plans" | "findings" | "firstRun"> {
  /** The server's text of the run before, when it was run twice. */
  readonly firstRaw: string | null;
}

const defaultKept = 300;
/** A plan of 5,000 nodes has some megabytes: the newest ones up to this size are kept. */
const defaultMaxBytes = 200 * 1024 * 1024;

const entrySchema = z.object({
  id: z.string(),
  at: z.string(),
  connectionId: z.string(),
  branchId: z.string().nullable(),
  sql: z.string(),
  fingerprint: z.string(),
  mode: z.enum(planModes),
  executionMs: z.number().nullable(),
  // Lists written before these were kept lack them.
  blocks: z.number().nullable().default(null),
  serverVersion: z.string().default(""),
  bytes: z.number().default(0),
});

type ListEntry = z.output<typeof entrySchema>;

const listSchema = z.array(entrySchema);

const keptSchema = z.object({
  at: z.string(),
  connectionId: z.string(),
  branchId: z.string().nullable(),
  sql: z.string(),
  fingerprint: z.string(),
  mode: z.enum(planModes),
  place: z.enum(planPlaces).default("here"),
  hasWritten: z.boolean().nullable().default(null),
  waits: z
    .object({
      everyMs: z.number(),
      samples: z.number(),
      waits: z.array(z.object({ type: z.string(), event: z.string(), samples: z.number() })),
    })
    .nullable()
    .default(null),
  firstRaw: z.string().nullable().default(null),
  serverVersion: z.string(),
  context: z.object({
    relations: z.array(z.unknown()),
    foreignKeys: z.array(z.unknown()),
    functions: z.array(z.unknown()).optional(),
  }),
  raw: z.string(),
});

/** Characters of a statement that the list shows. */
const listedCharacters = 500;
const suffix = ".plan.json";

/** How much is kept: the newest plans, up to this many and this many bytes of files. */
interface PlanStoreLimits {
  readonly maxKept?: number;
  readonly maxBytes?: number;
}

/**
 * Plans as files of one folder: `list.json` and one file for each plan. A plan's file is there before the list names it,
 * so that a kill between the two loses nothing that was shown. The list says nothing that the files do not: one that
 * cannot be read is made again from them.
 */
export class PlanStore {
  private readonly folder: string;
  private readonly maxKept: number;
  private readonly maxBytes: number;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, { maxKept = defaultKept, maxBytes = defaultMaxBytes }: PlanStoreLimits = {}) {
    this.folder = folder;
    this.maxKept = maxKept;
    this.maxBytes = maxBytes;
  }

  /** Keeps a run and gives it back with its id. Rejects with `diskFull` or `fileSystem`. */
  async keep(kept: KeptPlan): Promise<PlanRun> {
    const id = `${kept.at.replace(/\D/g, "").slice(0, 17)}-${randomBytes(4).toString("hex")}`;
    const run = toPlanRun(id, kept);
    const text = JSON.stringify(kept);
    await this.oneByOne(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const known = await this.readList();
      await writeFileAtomically(this.pathOf(id), text);
      await this.writeList([entryOf(run, Buffer.byteLength(text)), ...known]);
    });
    return run;
  }

  /** Newest first. Without a connection those of all, without a fingerprint those of all statements. */
  async list(connectionId: string | null, fingerprint: string | null, limit: number): Promise<readonly PlanSummary[]> {
    const list = await this.readList();
    return list
      .filter((entry) => connectionId === null || entry.connectionId === connectionId)
      .filter((entry) => fingerprint === null || entry.fingerprint === fingerprint)
      .slice(0, limit)
      .map(({ bytes: _, ...summary }) => summary);
  }

  /** A kept plan, computed by the rules of today. Rejects with `notFound`, or `fileSystem` for a damaged file. */
  async open(id: string): Promise<PlanRun> {
    let text: string;
    try {
      text = await readFile(this.pathOf(id), "utf8");
    } catch (error) {
      if (!hasCode(error, "ENOENT")) throw toFileError(error, this.pathOf(id));
      throw new AppError("notFound", "This plan is not kept any more.", {
        hint: `The newest ${this.maxKept} plans are kept. Explain the statement again.`,
      });
    }
    const run = readRun(id, text);
    if (run) return run;
    throw new AppError("fileSystem", `${this.pathOf(id)} is damaged: it holds no plan that can be read.`, {
      hint: "Delete it from the history, or restore the file from a backup.",
    });
  }

  /** Removes a kept plan; one that is gone already is no error. Rejects with `fileSystem`. */
  async delete(id: string): Promise<void> {
    await this.oneByOne(async () => {
      const list = await this.readList();
      if (list.some((entry) => entry.id === id)) await this.writeList(list.filter((entry) => entry.id !== id));
    });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}${suffix}`);
  }

  private async readList(): Promise<readonly ListEntry[]> {
    let text: string;
    try {
      text = await readFile(join(this.folder, "list.json"), "utf8");
    } catch (error) {
      if (hasCode(error, "ENOENT")) return await this.listFiles();
      throw toFileError(error, join(this.folder, "list.json"));
    }
    try {
      return listSchema.parse(JSON.parse(text));
    } catch {
      // Not JSON, or of another shape: the plans' own files say the same.
      return await this.listFiles();
    }
  }

  /** The list as the plans' own files say it, without damaged ones, which go with the next plan that is kept. */
  private async listFiles(): Promise<readonly ListEntry[]> {
    const entries: ListEntry[] = [];
    for (const id of await this.idsOfFiles()) {
      const text = await readFile(this.pathOf(id), "utf8");
      const run = readRun(id, text);
      if (run) entries.push(entryOf(run, Buffer.byteLength(text)));
    }
    return entries.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  }

  private async idsOfFiles(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return [];
      throw toFileError(error, this.folder);
    });
    return names.filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -suffix.length));
  }

  /** Writes what the limits leave of a list, then removes the files of the rest. */
  private async writeList(list: readonly ListEntry[]): Promise<void> {
    let bytes = 0;
    const left = list.slice(0, this.maxKept).filter((entry, place) => {
      bytes += entry.bytes;
      return place === 0 || bytes <= this.maxBytes;
    });
    const before = await this.idsOfFiles();
    await writeFileAtomically(join(this.folder, "list.json"), JSON.stringify(left));
    const ids = new Set(left.map((entry) => entry.id));
    await Promise.all(before.filter((id) => !ids.has(id)).map((id) => rm(this.pathOf(id), { force: true })));
  }

  private async oneByOne(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => undefined);
    await done;
  }
}

function entryOf(run: PlanRun, bytes: number): ListEntry {
  const { id, at, connectionId, branchId, fingerprint, mode, serverVersion, plans } = run;
  const sum = (values: readonly (number | null)[]) =>
    values.reduce<number | null>((total, value) => (value === null ? total : (total ?? 0) + value), null);
  return {
    id,
    at,
    connectionId,
    branchId,
    sql: run.sql.slice(0, listedCharacters),
    fingerprint,
    mode,
    serverVersion,
    executionMs: sum(plans.map((plan) => plan.executionMs)),
    blocks: sum(plans.map(blocksOf)),
    bytes,
  };
}

function blocksOf({ nodes }: Plan): number | null {
  const { sharedHitBlocks, sharedReadBlocks } = nodes[0]?.buffers ?? {};
  return sharedHitBlocks === undefined || nodes[0]?.loops == null ? null : sharedHitBlocks + (sharedReadBlocks ?? 0);
}

/** A kept plan from its file; null when the file is damaged. */
function readRun(id: string, text: string): PlanRun | null {
  try {
    const kept = keptSchema.parse(JSON.parse(text));
    // The context was written by `keep`; only its frame is checked.
    return toPlanRun(id, { ...kept, context: kept.context as unknown as PlanContext });
  } catch {
    return null;
  }
}

/** Computes plans and findings of what was kept. */
export function toPlanRun(id: string, kept: KeptPlan): PlanRun {
  const plans = readPlans(kept.raw);
  const findings = plans.flatMap((plan) => findPlanProblems(plan, kept.context, kept.waits));
  const { firstRaw, ...run } = kept;
  const firstRun = firstRaw === null ? null : { plans: readPlans(firstRaw), raw: firstRaw };
  return { id, ...run, plans, findings, firstRun };
}
