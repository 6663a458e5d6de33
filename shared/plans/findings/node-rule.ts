import type { FindingFix, Severity } from "../../findings/model.ts";
import type { PlanNode } from "../model.ts";
import { matters, nameNode, type PlanRule, type PlanSubject, severityOf } from "./subject.ts";

/** What a diagnosis says of one node. */
export interface NodeVerdict {
  readonly message: string;
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  /** Null when nobody can tell. */
  readonly savedMs: number | null;
  /** By the share of the run that could be saved, unless given. */
  readonly severity?: Severity;
  readonly fix?: FindingFix;
}

/** A diagnosis that looks at one executed node after the other; those that took no time are passed over. */
export function nodeRule(
  code: string,
  look: (subject: PlanSubject, node: PlanNode) => NodeVerdict | null,
  isGated: (subject: PlanSubject, node: PlanNode) => boolean = matters,
): PlanRule {
  return {
    code,
    find: (subject) =>
      subject.plan.nodes.flatMap((node) => {
        const verdict = isGated(subject, node) ? look(subject, node) : null;
        if (verdict === null) return [];
        const { severity = verdict.savedMs === null ? "info" : severityOf(subject, verdict.savedMs) } = verdict;
        return [{ ...verdict, code, severity, subject: nameNode(node), nodeId: node.id }];
      }),
  };
}
