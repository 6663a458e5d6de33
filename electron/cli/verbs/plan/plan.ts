import type { RegisterVerb } from "../../verb.ts";
import { addRead } from "./read.ts";
import { addRun } from "./run.ts";

/** `steward plan read FILE` and `steward plan run`. */
export const registerPlan: RegisterVerb = (program, cli) => {
  const group = program.command("plan").description("plans of statements, with findings");
  addRead(group, cli);
  addRun(group, cli);
};
