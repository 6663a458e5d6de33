import { isJsonObject } from "../../../../shared/plans/json/exact-json.ts";
import type { Plan } from "../../../../shared/plans/model.ts";

/** A part of a run that no node of the tree contains. */
export interface PlanPart {
  readonly name: "Planning" | "Serialization" | "Triggers" | "JIT" | "Rest";
  readonly ms: number;
  /** What it is, in a sentence. */
  readonly note: string;
}

/** Below this it cannot be seen, and the server's own figures are no finer. */
const minMs = 0.005;

/**
 * Where the time went that the tree does not contain: before it (planning) and between the root's end and the end of the
 * execution. Triggers and JIT may also run inside nodes: of them only what the gap has room for stands here. Empty for a
 * plan that was not run and timed.
 */
export function outsideParts(plan: Plan): readonly PlanPart[] {
  const rootMs = plan.nodes[0]?.inclusiveMs ?? null;
  if (rootMs === null) return [];
  let gap = plan.executionMs === null ? null : Math.max(0, plan.executionMs - rootMs - plan.outsideMs);
  const take = (ms: number) => {
    const taken = gap === null ? ms : Math.min(ms, gap);
    if (gap !== null) gap -= taken;
    return taken;
  };
  const serializedMs = take(serializationMs(plan));
  const triggersMs = plan.triggers.reduce((sum, trigger) => sum + (trigger.ms ?? 0), 0);
  const triggersOutside = take(triggersMs);
  const jitMs = jitTotalMs(plan);
  const jitOutside = gap === null ? 0 : take(jitMs);
  const inside = (all: number, outside: number) =>
    all - outside >= minMs ? ` Another ${(all - outside).toFixed(2)} ms lie inside the nodes.` : "";
  const parts: readonly PlanPart[] = [
    { name: "Serialization", ms: serializedMs, note: "Turning the result into text for the client." },
    {
      name: "Triggers",
      ms: triggersOutside,
      note: `Triggers and checks of foreign keys after the rows were written.${inside(triggersMs, triggersOutside)}`,
    },
    { name: "JIT", ms: jitOutside, note: `Compiling expressions.${inside(jitMs, jitOutside)}` },
    { name: "Rest", ms: gap ?? 0, note: "Starting and ending the execution: what no node and no trigger took." },
    { name: "Planning", ms: plan.planningMs ?? 0, note: "Before the execution, and not part of its time." },
  ];
  return parts.filter(({ ms }) => ms >= minMs);
}

/** Time of JIT compilation over all processes; 0 without it. */
export function jitTotalMs({ jit }: Plan): number {
  const timing = jit?.Timing;
  return isJsonObject(timing) && typeof timing.Total === "number" ? timing.Total : 0;
}

function serializationMs({ properties }: Plan): number {
  const serialization = properties.Serialization;
  return isJsonObject(serialization) && typeof serialization.Time === "number" ? serialization.Time : 0;
}
