import type { RegisterVerb } from "../../verb.ts";
import { registerCheckIndexes } from "./check.ts";

/** `steward indexes check`. */
export const registerIndexes: RegisterVerb = (program, cli) => {
  const group = program.command("indexes").description("indexes of a database: what is missing, what is too much");
  for (const register of [registerCheckIndexes]) register(group, cli);
};
