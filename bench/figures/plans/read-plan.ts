import { findPlanProblems } from "../../../shared/plans/findings/registry.ts";
import type { Plan } from "../../../shared/plans/model.ts";
import { readPlanText } from "../../../shared/plans/text/read-plan-text.ts";
import { type Figure, repeat } from "../../figure.ts";
import type { Measurement } from "../../report/measurement.ts";
import { makeLargePlan } from "./large-plan.ts";

const nodes = 5_001;
const rounds = 9;

/** Reading and diagnosing one plan of 5,000 nodes, as JSON beside JSON.parse alone, and as text. */
export const readPlan: Figure = {
  name: "plan",
  measure: async (setting) => {
    const { json, text } = makeLargePlan(nodes);
    setting.say(`${nodes} nodes: ${megabytes(json)} MB of JSON, ${megabytes(text)} MB of text`);
    const fromJson = await measure(`${nodes} nodes read from JSON, with exclusive figures`, () => readPlanText(json));
    const parsed = await repeat(rounds, async () => timed(() => JSON.parse(json)));
    const fromText = await measure(`${nodes} nodes read from text, with exclusive figures`, () => readPlanText(text));
    const [plan] = readPlanText(json).plans;
    if (plan === undefined) throw new Error("The large plan was not read.");
    const diagnosed = await measure(`${nodes} nodes diagnosed`, () => diagnose(plan));
    return [{ ...fromJson, peer: { name: "JSON.parse alone", values: parsed } }, fromText, diagnosed];
  },
};

async function measure(what: string, run: () => unknown): Promise<Measurement> {
  return { what, unit: "ms", values: await repeat(rounds, async () => timed(run)), peer: null, target: null };
}

function diagnose(plan: Plan) {
  return findPlanProblems(plan, { relations: [], foreignKeys: [] });
}

function timed(run: () => unknown): number {
  const startedAt = performance.now();
  run();
  return performance.now() - startedAt;
}

function megabytes(text: string): string {
  return (text.length / 1e6).toFixed(1);
}
