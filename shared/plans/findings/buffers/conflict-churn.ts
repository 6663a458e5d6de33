import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, totalOf } from "../subject.ts";

const minConflicts = 1000;
const minFactor = 10;

/** INSERT ... ON CONFLICT that nearly always conflicts. */
export const conflictChurn = nodeRule(
  "conflict-churn",
  (_subject, node) => {
    const conflicts = totalOf(node, "Conflicting Tuples");
    const inserted = totalOf(node, "Tuples Inserted");
    if (conflicts < minConflicts || conflicts < minFactor * Math.max(1, inserted)) return null;
    return {
      message: `${count(conflicts)} of ${count(conflicts + inserted)} rows were there already. Each try takes a value of the sequence and a look into the index first: UPDATE before INSERT, or MERGE, does without.`,
      evidence: { rowsInConflict: conflicts, rowsInserted: inserted },
      savedMs: null,
    };
  },
  mattersWithBelow,
);
