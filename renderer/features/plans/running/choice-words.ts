import type { RunChoice } from "../../../../shared/plans/running/model.ts";

/** What differs from the usual: `twice, on a branch`; empty when nothing does. */
export function choiceWords({ runs, place, serialize }: RunChoice): string {
  return [
    ...(runs === 2 ? ["twice"] : []),
    ...(place === "branch" ? ["on a branch"] : []),
    ...(serialize === null ? [] : [serialize ? "with text" : "without text"]),
  ].join(", ");
}
