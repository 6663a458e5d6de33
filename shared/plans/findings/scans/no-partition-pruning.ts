import type { PlanNode } from "../../model.ts";
import { escapePattern } from "../escape-pattern.ts";
import { nodeRule } from "../node-rule.ts";
import { mattersWithBelow, type PlanSubject, textOf, totalOf } from "../subject.ts";

/** All parts of a partitioned table are read, because the condition hides the key in a function or cast. */
export const noPartitionPruning = nodeRule(
  "no-partition-pruning",
  (subject, node) => {
    if (!/^(?:Merge )?Append$/.test(node.nodeType) || totalOf(node, "Subplans Removed") > 0) return null;
    const members = subject.childrenOf(node);
    // Members that never ran were left out while it ran.
    if (members.length < 2 || members.some(({ loops }) => loops === 0)) return null;
    const hidden = members.map((member) => hiddenKey(subject, member));
    const [first] = hidden;
    if (first == null || hidden.some((one) => one?.key !== first.key)) return null;
    return {
      message: `All ${members.length} parts are read: the condition has the partition key ${first.column} inside of a function or cast, and the planner cannot tell which parts match. Compare the bare column with a range (${first.column} >= ... AND ${first.column} < ...), with values of its own type.`,
      evidence: { parts: members.length, partitionKey: first.key, filter: first.filter },
      savedMs: (node.inclusiveMs ?? 0) * (1 - 1 / members.length),
    };
  },
  mattersWithBelow,
);

function hiddenKey(subject: PlanSubject, member: PlanNode) {
  const key = subject.relationOf(member)?.partitionKey;
  const column = /^\w+ \(("(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)[,)]/u.exec(key ?? "")?.[1];
  const filter = textOf(member, "Filter");
  if (key == null || column === undefined || filter === "") return null;
  const name = String.raw`(?:[\p{L}_"][\p{L}\p{N}_$"]*\.)?${escapePattern(column)}(?![\p{L}\p{N}_$])`;
  const inCall = new RegExp(String.raw`[\p{L}_][\p{L}\p{N}_]*\((?:[^()]*, )?\(?${name}`, "u");
  const inCast = new RegExp(String.raw`\(${name}\)::`, "u");
  return inCall.test(filter) || inCast.test(filter) ? { key, column, filter } : null;
}
