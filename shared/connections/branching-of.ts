import type { Branching, Connection } from "./model.ts";

/** The project that a connection leads to: its own, or that of a server whose databases are branches; null without one. */
export function branchingOf({ target }: Pick<Connection, "target">): Branching | null {
  if (target.kind === "project") return target;
  return target.branches ?? null;
}
