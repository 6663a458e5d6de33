import type { adviserContract } from "../../shared/adviser/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import { type AdviserNeeds, adviseQuery } from "./advise-query.ts";

/** Answers the requests of the index adviser. */
export function createAdviserHandlers(needs: AdviserNeeds): Handlers<typeof adviserContract> {
  return {
    "adviser.query": (input, context) => adviseQuery(needs, input, context),
  };
}
