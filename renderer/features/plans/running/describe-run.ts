import type { PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import type { PlanWaits } from "../../../../shared/plans/running/model.ts";
import { formatCount, formatMs } from "../../../ui/display/format.ts";

/** One thing to know about a run. */
export interface RunNote {
  readonly label: string;
  readonly text: string;
  readonly isWarning?: true;
}

/** What there is to say about a run beside its tree: where, what it wrote, what it waited for, how the run before went. */
export function describeRun(run: PlanRun, planIndex: number): readonly RunNote[] {
  const notes: RunNote[] = [];
  if (run.mode === "generic") notes.push({ label: "Generic plan", text: "with its parameters left open" });
  if (run.place === "branch") notes.push({ label: "On a branch", text: "that was made for this run and is deleted" });
  if (run.hasWritten && isReadingRoot(run.plans[planIndex]))
    notes.push({ label: "It wrote", text: "through what it calls; that was rolled back", isWarning: true });
  if (run.waits) notes.push({ label: "Waits", text: describeWaits(run.waits) });
  const first = run.firstRun?.plans[planIndex];
  const second = run.plans[planIndex];
  if (first && second) notes.push({ label: "Run twice", text: compareRuns(first, second) });
  return notes;
}

/** Whether the plan itself changes or locks no rows. */
function isReadingRoot(plan: Plan | undefined): boolean {
  return plan?.nodes.every(({ nodeType }) => nodeType !== "ModifyTable" && nodeType !== "LockRows") ?? true;
}

const mostWaits = 3;

/** `Lock: relation 62 %, IO: DataFileRead 20 % of 84 looks`. */
export function describeWaits({ samples, waits, everyMs }: PlanWaits): string {
  const looks = `${formatCount(samples)} ${samples === 1 ? "look" : "looks"}, ${everyMs} ms apart`;
  if (waits.length === 0) return `none in ${looks}`;
  const shown = waits.slice(0, mostWaits).map(({ type, event, samples: times }) => {
    return `${type}: ${event} ${Math.round((100 * times) / samples)} %`;
  });
  return `${shown.join(", ")}${waits.length > mostWaits ? ` and ${waits.length - mostWaits} more` : ""} of ${looks}`;
}

function compareRuns(first: Plan, second: Plan): string {
  const [before, after] = [readBlocks(first), readBlocks(second)];
  const blocks =
    before === after
      ? `both read ${blockCount(after)}`
      : before > after
        ? `${formatCount(before - after)} of ${blockCount(before)} came from the cache the second time`
        : `${blockCount(before)} read first, ${formatCount(after)} the second time`;
  return `${formatMs(first.executionMs ?? 0)} first, then ${formatMs(second.executionMs ?? 0)}; ${blocks}`;
}

function readBlocks(plan: Plan): number {
  return plan.nodes[0]?.buffers.sharedReadBlocks ?? 0;
}

function blockCount(blocks: number): string {
  return `${formatCount(blocks)} ${blocks === 1 ? "block" : "blocks"}`;
}
