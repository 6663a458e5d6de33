import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../../shared/ipc/app-error.ts";
import type { PlanRun, PlanSummary } from "../../shared/plans/contract.ts";
import { findPlanProblems } from "../../shared/plans/findings/registry.ts";
import type { PlanContext } from "../../shared/plans/model.ts";
import { readPlans } from "../../shared/plans/reading/read-plans.ts";
import { planModes, planPlaces } from "../../shared/plans/running/model.ts";
import { readJsonFile, toFileError, writeFileAtomically } from "../storage/atomic-file.ts";

/** What is kept of a run: what was asked and what the server said. Figures and findings are computed again on reading. */
export interface KeptPlan extends Omit<PlanRun, "id" | "plans" | "findings" | "firstRun"> {
  /** The server's text of the run before, when it was run twice. */
  readonly firstRaw: string | null;
}

const defaultKept = 300;

const summarySchema = z.object({
  id: z.string(),
  at: z.string(),
  connectionId: z.string(),
  branchId: z.string().nullable(),
  sql: z.string(),
  fingerprint: z.string(),
  mode: z.enum(planModes),
  executionMs: z.number().nullable(),
});

const listSchema = z.array(summarySchema);

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
  context: z.object({ relations: z.array(z.unknown()), foreignKeys: z.array(z.unknown()) }),
  raw: z.string(),
});

/** Characters of a statement that the list shows. */
const listedCharacters = 500;

/**
 * Plans as files of one folder: `list.json` and one file for each plan, the newest 300. A plan's file is there before
 * the list names it, so that a kill between the two loses nothing that was shown.
 */
export class PlanStore {
  private readonly folder: string;
  private readonly maxKept: number;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(folder: string, maxKept = defaultKept) {
    this.folder = folder;
    this.maxKept = maxKept;
  }

  /** Keeps a run and gives it back with its id. Rejects with `diskFull` or `fileSystem`. */
  async keep(kept: KeptPlan): Promise<PlanRun> {
    const id = `${kept.at.replace(/\D/g, "").slice(0, 17)}-${randomBytes(4).toString("hex")}`;
    const run = toPlanRun(id, kept);
    const { at, connectionId, branchId, fingerprint, mode } = kept;
    const executionMs = run.plans.reduce<number | null>(
      (sum, plan) => (plan.executionMs === null ? sum : (sum ?? 0) + plan.executionMs),
      null,
    );
    const sql = kept.sql.slice(0, listedCharacters);
    await this.oneByOne(async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFileAtomically(this.pathOf(id), JSON.stringify(kept));
      const list = [
        { id, at, connectionId, branchId, sql, fingerprint, mode, executionMs },
        ...(await this.readList()),
      ];
      await writeFileAtomically(join(this.folder, "list.json"), JSON.stringify(list.slice(0, this.maxKept)));
      await this.removeUnlisted(new Set(list.slice(0, this.maxKept).map((entry) => entry.id)));
    });
    return run;
  }

  /** Newest first. Without a fingerprint those of all statements. */
  async list(connectionId: string, fingerprint: string | null, limit: number): Promise<readonly PlanSummary[]> {
    const list = await this.readList();
    return list
      .filter((entry) => entry.connectionId === connectionId)
      .filter((entry) => fingerprint === null || entry.fingerprint === fingerprint)
      .slice(0, limit)
      .map(({ connectionId: _, ...summary }) => summary);
  }

  /** A kept plan, computed by the rules of today. Rejects with `notFound`. */
  async open(id: string): Promise<PlanRun> {
    let text: string;
    try {
      text = await readFile(this.pathOf(id), "utf8");
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT"))
        throw toFileError(error, this.pathOf(id));
      throw new AppError("notFound", "This plan is not kept any more.", {
        hint: `The newest ${this.maxKept} plans are kept. Explain the statement again.`,
      });
    }
    const kept = keptSchema.parse(JSON.parse(text));
    // The context was written by `keep`; only its frame is checked.
    return toPlanRun(id, { ...kept, context: kept.context as unknown as PlanContext });
  }

  private pathOf(id: string): string {
    return join(this.folder, `${id}.plan.json`);
  }

  private readList() {
    return readJsonFile(join(this.folder, "list.json"), listSchema, []);
  }

  private async removeUnlisted(ids: ReadonlySet<string>): Promise<void> {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith(".plan.json"));
    const unlisted = files.filter((file) => !ids.has(file.slice(0, -".plan.json".length)));
    await Promise.all(unlisted.map((file) => rm(join(this.folder, file), { force: true })));
  }

  private async oneByOne(work: () => Promise<void>): Promise<void> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => undefined);
    await done;
  }
}

/** Computes plans and findings of what was kept. */
export function toPlanRun(id: string, kept: KeptPlan): PlanRun {
  const plans = readPlans(kept.raw);
  const findings = plans.flatMap((plan) => findPlanProblems(plan, kept.context));
  const { firstRaw, ...run } = kept;
  const firstRun = firstRaw === null ? null : { plans: readPlans(firstRaw), raw: firstRaw };
  return { id, ...run, plans, findings, firstRun };
}
