import type { adviserContract } from "../../shared/adviser/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { type AdviserNeeds, adviseQuery } from "./advise-query.ts";
import { adviseWorkload } from "./workload/advise-workload.ts";

/** Answers the requests of the index adviser. */
export function createAdviserHandlers(needs: AdviserNeeds): Handlers<typeof adviserContract> {
  return {
    "adviser.query": (input, context) => adviseQuery(needs, input, context),
    "adviser.workload": (input, context) => adviseWorkload(needs, input, context),
  };
}
