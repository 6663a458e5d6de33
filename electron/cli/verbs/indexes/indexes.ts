import type { RegisterVerb } from "../../verb.ts";
import { registerAdviseIndexes } from "./advise.ts";
import { registerCheckIndexes } from "./check.ts";

/** `steward indexes check` and `steward indexes advise`. */
export const registerIndexes: RegisterVerb = (program, cli) => {
  const group = program.command("indexes").description("indexes of a database: what is missing, what is too much");
  for (const register of [registerCheckIndexes, registerAdviseIndexes]) register(group, cli);
};
