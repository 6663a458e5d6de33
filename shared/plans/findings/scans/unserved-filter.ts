import { createIndexFix } from "../../../indexes/index-ddl.ts";
import { readableIdentifier } from "../../../indexes/readable-name.ts";
import { adviseScan } from "../../advice/advise-scan.ts";
import { scanFigures } from "../../advice/scan-figures.ts";
import { type Condition, readConditions } from "../../conditions/read-conditions.ts";
import type { PlanNode } from "../../model.ts";
import { hiddenByCast } from "../indexes/hidden-by-cast.ts";
import { count, matters, nameNode, type PlanRule, type PlanSubject, percent, severityOf, textOf } from "../subject.ts";
import { isRepeated } from "./repeated-scan.ts";

/** Built in, and the same for the same value whatever the session's settings: an index may hold what they give. */
const indexable: ReadonlySet<string> = new Set([
  "lower",
  "upper",
  "length",
  "md5",
  "abs",
  "btrim",
  "ltrim",
  "rtrim",
  "left",
]);

/** An index over the function's value, where that is one call of one column. */
function expressionFix(subject: PlanSubject, node: PlanNode, called: Condition | undefined) {
  const relation = subject.relationOf(node);
  if (relation === null || called?.kind !== "function" || !indexable.has(called.name)) return {};
  const pattern = new RegExp(
    `\\b${called.name}\\(\\(?(?:[\\p{L}_][\\p{L}\\p{N}_$]*\\.)?([\\p{L}_][\\p{L}\\p{N}_$]*)\\)?\\)`,
    "u",
  );
  const column = pattern.exec(textOf(node, "Filter"))?.[1];
  if (column === undefined || relation.columnTypes[column] === undefined) return {};
  const key = `${called.name}(${readableIdentifier(column)})`;
  const plain = (text: string) => text.replace(/::text|[\s()"]/g, "");
  if (relation.indexes.some(({ keys }) => keys.some(({ text }) => plain(text) === plain(key)))) return {};
  const draft = { schema: relation.schema, table: relation.name, keys: [key], nameParts: [called.name, column] };
  return {
    fix: createIndexFix(
      draft,
      relation.indexes.map(({ name }) => name),
    ),
  };
}

/** A sequential scan that throws most rows away where no new index can be advised: say why. */
export const unservedFilter: PlanRule = {
  code: "unserved-filter",
  find: (subject) =>
    subject.plan.nodes.flatMap((node) => {
      const figures = scanFigures(node);
      const isWasteful = figures.removedShare >= 0.9 && figures.read >= 10_000;
      if (node.nodeType !== "Seq Scan" || !isWasteful || !matters(subject, node) || isRepeated(subject, node))
        return [];
      const advice = adviseScan(subject, node);
      if (advice.kind !== "none" && advice.kind !== "existing") return [];
      if (hiddenByCast.find(subject).some(({ nodeId }) => nodeId === node.id)) return [];
      const called = readConditions(textOf(node, "Filter")).find((part) => part.kind === "function");
      const why =
        advice.kind === "existing"
          ? `Index ${advice.index.name} fits the filter and was not chosen: look at the estimate and the statistics.`
          : called?.kind === "function"
            ? `The function ${called.name}() around the column hides it from an index: rewrite the condition, or index the expression.`
            : "The filter compares in a way that no index of one column serves.";
      const savedMs = (node.exclusiveMs ?? 0) * figures.removedShare;
      return [
        {
          code: "unserved-filter",
          severity: severityOf(subject, savedMs),
          subject: nameNode(node),
          message: `${nameNode(node)} removes ${percent(figures.removedShare)} of ${count(figures.read)} rows. ${why}`,
          evidence: { rowsRead: figures.read, rowsKept: figures.kept, filter: textOf(node, "Filter") },
          ...expressionFix(subject, node, advice.kind === "none" ? called : undefined),
          nodeId: node.id,
          savedMs,
        },
      ];
    }),
};
