import type { RegisterVerb } from "../../verb.ts";
import { registerSlowQueries } from "./slow.ts";

/** `steward queries`: what a server's statements cost. */
export const registerQueries: RegisterVerb = (program, cli) => {
  const group = program.command("queries").description("what the statements of a server cost");
  registerSlowQueries(group, cli);
};
