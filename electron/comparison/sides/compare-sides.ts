import type { ScriptCheck } from "../../../shared/comparison/check-model.ts";
import type { SchemaComparison } from "../../../shared/comparison/schema-model.ts";
import type { ScriptForm } from "../../../shared/comparison/script-model.ts";
import type { DatabaseRef } from "../../../shared/databases/model.ts";
import { isAppError } from "../../../shared/ipc/app-error.ts";
import type { Progress } from "../../../shared/ipc/declare.ts";
import type { Databases } from "../../postgres/databases.ts";
import { type IgnoredObjects, nothingIgnored } from "../schema/ignored-objects.ts";
import type { OpenScratchPlace, ScratchPlace } from "../scratch/scratch-place.ts";
import {
  type CheckScriptInput,
  type CompareReadingsInput,
  checkScriptJob,
  compareReadingsJob,
  type ReadScriptsInput,
  readSchemaJob,
  readScriptsJob,
} from "../session-jobs.ts";
import type { Side } from "./side.ts";

/** What is compared, and whether the script is checked on a copy. */
export interface SidesQuestion {
  readonly from: Side;
  readonly to: Side;
  readonly acceptedRenames: readonly string[];
  /** The form whose script is checked; null for no check. */
  readonly check: ScriptForm | null;
  readonly ignored?: IgnoredObjects;
}

/** What comparing sides needs. */
export interface SidesParts {
  readonly databases: Databases;
  readonly openScratch: OpenScratchPlace;
}

/** A comparison, and what came out of its check: null where none was asked for, or there is no script. */
export interface CheckedComparison {
  readonly comparison: SchemaComparison;
  readonly check: ScriptCheck | null;
}

interface Call {
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

const settings = { default_transaction_read_only: "on" };
const cause = "comparison: schema";

/**
 * Compares two sides, whatever they are. Databases are read in READ ONLY transactions; scripts run in scratch databases,
 * and so does the script that is checked. A check that cannot be made is said to be so; it ends nothing.
 */
export async function compareSides(parts: SidesParts, question: SidesQuestion, call: Call): Promise<CheckedComparison> {
  const work = new SidesWork(parts, call);
  try {
    const { from, to } = await work.readBoth(question);
    call.report({ step: "Comparing" });
    const { acceptedRenames, ignored = nothingIgnored } = question;
    const comparison = await work.compare(question, { from, to, acceptedRenames, ignored });
    const script = question.check === "online" ? comparison.onlineStatements : comparison.statements;
    if (question.check === null || script.length === 0) return { comparison, check: null };
    call.report({ step: "Checking the script on a copy" });
    return { comparison, check: await work.check({ from, to, script, place: "", mayMakeRoles: false }) };
  } finally {
    await work.close();
  }
}

/** Compares two sides there and back; each is read once. */
export async function compareReadings(
  parts: SidesParts,
  { ignored, ...sides }: Pick<SidesQuestion, "from" | "to"> & { readonly ignored: IgnoredObjects },
  call: Call,
): Promise<readonly [there: SchemaComparison, back: SchemaComparison]> {
  const work = new SidesWork(parts, call);
  try {
    const { from, to } = await work.readBoth(sides);
    call.report({ step: "Comparing" });
    const there = await work.compare(sides, { from, to, acceptedRenames: [], ignored });
    return [there, await work.compare(sides, { from: to, to: from, acceptedRenames: [], ignored })];
  } finally {
    await work.close();
  }
}

/** Reads a side; gives it packed. */
export async function readSide(parts: SidesParts, side: Side, call: Call): Promise<Uint8Array> {
  const work = new SidesWork(parts, call);
  try {
    return await work.read(side);
  } finally {
    await work.close();
  }
}

/** One comparison at work; opens a scratch place when it is first needed. */
class SidesWork {
  private readonly parts: SidesParts;
  private readonly call: Call;
  private scratch: ScratchPlace | null = null;

  constructor(parts: SidesParts, call: Call) {
    this.parts = parts;
    this.call = call;
  }

  /** A side of scripts comes last: its objects are to belong to whom those of the other side do. */
  async readBoth({ from, to }: Pick<SidesQuestion, "from" | "to">) {
    const { report } = this.call;
    report({ step: "Reading the first schema" });
    const first = isMade(from) && !isMade(to) ? null : await this.read(from);
    report({ step: "Reading the second schema" });
    const second = await this.read(to, first);
    return { from: first ?? (await this.read(from, second)), to: second };
  }

  async read(side: Side, like: Uint8Array | null = null): Promise<Uint8Array> {
    if (side.kind === "reading") return side.packed;
    if (side.kind === "database")
      return (await this.run(this.parts.databases, side.ref, readSchemaJob, {}, settings)) as Uint8Array; // what the job gives
    const scratch = await this.place();
    const made = side.kind === "scripts" ? { scripts: side.scripts } : { models: side.files };
    const input: ReadScriptsInput = { made, like, isWhollyOurs: scratch.isWhollyOurs };
    return (await this.run(scratch.databases, await scratch.make(), readScriptsJob, input)) as Uint8Array; // what the job gives
  }

  /** Where a session is at hand already: comparing is work for its process, not for main. */
  async compare(
    { from, to }: Pick<SidesQuestion, "from" | "to">,
    input: CompareReadingsInput,
  ): Promise<SchemaComparison> {
    const side = [to, from].find(({ kind }) => kind === "database");
    if (side?.kind === "database")
      return (await this.run(this.parts.databases, side.ref, compareReadingsJob, input, settings)) as SchemaComparison; // what the job gives
    const scratch = await this.place();
    return (await this.run(scratch.databases, await scratch.make(), compareReadingsJob, input)) as SchemaComparison; // what the job gives
  }

  async check(input: CheckScriptInput): Promise<ScriptCheck> {
    try {
      const scratch = await this.place();
      const whole = { ...input, place: scratch.words, mayMakeRoles: scratch.isWhollyOurs };
      return (await this.run(scratch.databases, await scratch.make(), checkScriptJob, whole)) as ScriptCheck; // what the job gives
    } catch (error) {
      if (!isAppError(error) || error.code === "cancelled") throw error;
      return { state: "notPossible", reason: error.message };
    }
  }

  async close(): Promise<void> {
    await this.scratch?.close();
  }

  private async place(): Promise<ScratchPlace> {
    this.scratch ??= await this.parts.openScratch(this.call.signal);
    return this.scratch;
  }

  private async run(
    databases: Databases,
    ref: DatabaseRef,
    job: string,
    input: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const { signal } = this.call;
    const session = await databases.open(ref, { purpose: "comparison", timeouts: "own", settings: more, signal });
    try {
      return await session.runJob(job, input, { cause, signal });
    } finally {
      await session.close();
    }
  }
}

/** Whether a side comes into being in a scratch database. */
function isMade({ kind }: Side): boolean {
  return kind === "scripts" || kind === "models";
}
