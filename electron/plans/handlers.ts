import type { plansContract } from "../../shared/plans/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { PlanStore } from "./plan-store.ts";
import { fingerprintOf, prepareStatement } from "./prepare-statement.ts";
import { type PlanNeeds, runPlan } from "./run-plan.ts";
import { readRunEffects } from "./running/read-run-effects.ts";

/** What the handlers need. */
export interface PlansDependencies extends PlanNeeds {
  /** Folder of the kept plans; made when the first one is kept. */
  readonly plansFolder: string;
}

/** Answers the requests about plans. */
export function createPlansHandlers(needs: PlansDependencies): Handlers<typeof plansContract> {
  const { parser, plansFolder } = needs;
  const store = new PlanStore(plansFolder);
  return {
    "plans.run": async (input, context) => await store.keep(await runPlan(needs, input, context)),
    "plans.effects": async ({ ref, sql }, { signal }) =>
      await readRunEffects(needs, ref, await prepareStatement(sql, parser, signal), signal),
    "plans.history": async ({ connectionId, sql, fingerprint, limit }) => {
      if (fingerprint !== null || sql === null) return await store.list(connectionId, fingerprint, limit);
      const found = await fingerprintOf(sql, parser);
      return found === null ? [] : await store.list(connectionId, found, limit);
    },
    "plans.open": ({ id }) => store.open(id),
    "plans.delete": ({ id }) => store.delete(id),
  };
}
