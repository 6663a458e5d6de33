import type { plansContract } from "../../shared/plans/contract.ts";
import type { Handlers } from "../ipc/handlers.ts";
import type { Databases } from "../postgres/databases.ts";
import type { SqlParser } from "../sql/parser/sql-parser.ts";
import { PlanStore } from "./plan-store.ts";
import { fingerprintOf } from "./prepare-statement.ts";
import { runPlan } from "./run-plan.ts";

/** What the handlers need. */
export interface PlansDependencies {
  readonly databases: Databases;
  readonly parser: SqlParser;
  /** Folder of the kept plans; made when the first one is kept. */
  readonly plansFolder: string;
}

/** Answers the requests about plans. */
export function createPlansHandlers(dependencies: PlansDependencies): Handlers<typeof plansContract> {
  const { databases, parser, plansFolder } = dependencies;
  const store = new PlanStore(plansFolder);
  return {
    "plans.run": async (input, context) => await store.keep(await runPlan({ databases, parser }, input, context)),
    "plans.history": async ({ connectionId, sql, limit }) => {
      if (sql === null) return await store.list(connectionId, null, limit);
      const fingerprint = await fingerprintOf(sql, parser);
      return fingerprint === null ? [] : await store.list(connectionId, fingerprint, limit);
    },
    "plans.open": ({ id }) => store.open(id),
  };
}
