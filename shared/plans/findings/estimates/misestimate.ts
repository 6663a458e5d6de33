import type { FindingFix } from "../../../findings/model.ts";
import { indexName } from "../../../indexes/index-ddl.ts";
import { readableIdentifier, readableName } from "../../../indexes/readable-name.ts";
import { readConditions } from "../../conditions/read-conditions.ts";
import type { PlanNode, RelationContext } from "../../model.ts";
import { count, matters, nameNode, type PlanRule, type PlanSubject, textOf } from "../subject.ts";

const minFactor = 10;
const minDifference = 1000;
/** These count bitmaps or nothing, or stop early; their rows say nothing about the estimate. */
const exempt: ReadonlySet<string> = new Set(["BitmapAnd", "BitmapOr", "ModifyTable", "Limit", "Bitmap Index Scan"]);
const stoppers: ReadonlySet<string> = new Set(["Limit", "Merge Join", "Nested Loop"]);

/** The lowest node whose rows were estimated wrong by more than 10 times, below a join, sort or aggregate that chose by it. */
export const misestimate: PlanRule = {
  code: "misestimate",
  find: (subject) => {
    const wrong = subject.plan.nodes.filter((node) => isWrong(subject, node));
    const lowest = wrong.filter((node) => !subject.childrenOf(node).some((child) => wrong.includes(child)));
    return lowest
      .filter((node) => hasDependent(subject, node))
      .map((node) => {
        const actual = rowsPerLoop(node);
        const factor = factorOf(node);
        const direction = actual > node.estimatedRows ? "more" : "fewer";
        const relation = subject.relationOf(node);
        const columns = new Set(
          readConditions(textOf(node, "Filter")).flatMap((part) => ("column" in part ? [part.column] : [])),
        );
        const isTogether = columns.size > 1 && relation !== null && !isStale(relation);
        const together = isTogether
          ? ` Its filter names ${[...columns].join(" and ")}, which seem to depend on each other: the planner multiplies their shares. An index would not help, statistics of them together do.`
          : "";
        return {
          code: isTogether ? "correlated-columns" : "misestimate",
          severity: factor >= 100 ? ("warning" as const) : ("info" as const),
          subject: nameNode(node),
          message: `${nameNode(node)} gives ${count(factor)} times ${direction} rows than estimated: ${count(actual)} instead of ${count(node.estimatedRows)}.${together}`,
          evidence: {
            actualRows: actual,
            estimatedRows: node.estimatedRows,
            factor,
            lastAnalyzedAt: relation?.lastAnalyzedAt ?? null,
          },
          ...(relation === null
            ? {}
            : {
                fix: isTogether ? statisticsFix(relation, [...columns]) : analyzeFix(relation),
              }),
          nodeId: node.id,
          savedMs: null,
        };
      });
  },
};

function analyzeFix({ schema, name }: RelationContext): FindingFix {
  return { title: `Analyze ${name}`, sql: `ANALYZE ${readableName(schema, name)};`, transactional: true };
}

const mostColumns = 8;

function statisticsFix({ schema, name }: RelationContext, columns: readonly string[]): FindingFix {
  const used = columns.slice(0, mostColumns);
  const statistics = readableName(schema, indexName(name, used).replace(/_idx$/, "_stat"));
  const table = readableName(schema, name);
  return {
    title: `Keep statistics of ${used.join(" and ")} together`,
    sql: `CREATE STATISTICS ${statistics} (dependencies, mcv)\n  ON ${used.map(readableIdentifier).join(", ")} FROM ${table};\nANALYZE ${table};`,
    downSql: `DROP STATISTICS IF EXISTS ${statistics};`,
    transactional: true,
  };
}

const staleShare = 0.1;

/** Then its own statistics are what is wrong first. */
function isStale({ lastAnalyzedAt, estimatedRows, modifiedSinceAnalyze }: RelationContext): boolean {
  if (lastAnalyzedAt === null && estimatedRows === null) return true;
  return (modifiedSinceAnalyze ?? 0) >= staleShare * Math.max(1, estimatedRows ?? 0);
}

function rowsPerLoop(node: PlanNode): number {
  return node.rows === null || node.loops === null || node.loops === 0 ? 0 : node.rows / node.loops;
}

function factorOf(node: PlanNode): number {
  const actual = Math.max(1, rowsPerLoop(node));
  const estimated = Math.max(1, node.estimatedRows);
  return Math.max(actual / estimated, estimated / actual);
}

function isWrong(subject: PlanSubject, node: PlanNode): boolean {
  if (node.loops === null || node.loops === 0 || exempt.has(node.nodeType)) return false;
  const difference = Math.abs(rowsPerLoop(node) - node.estimatedRows) * node.loops;
  if (factorOf(node) < minFactor || difference < minDifference) return false;
  // A node that returned less than expected may only have been stopped by what stands above it.
  return rowsPerLoop(node) > node.estimatedRows || !isStoppedEarly(subject, node);
}

function isStoppedEarly({ parentOf }: PlanSubject, node: PlanNode): boolean {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) {
    if (at.nodeType === "Sort" || at.nodeType === "Hash" || at.nodeType === "Aggregate") return false;
    if (stoppers.has(at.nodeType)) return true;
  }
  return false;
}

/** Somebody above decided by this estimate, and the plan below that decision took a part of the time. */
function hasDependent(subject: PlanSubject, node: PlanNode): boolean {
  for (let at = subject.parentOf(node); at !== null; at = subject.parentOf(at)) {
    if (/Join|Nested Loop|Hash|Aggregate|Sort|Gather/.test(at.nodeType))
      return matters(subject, at) || matters(subject, node);
  }
  return false;
}
