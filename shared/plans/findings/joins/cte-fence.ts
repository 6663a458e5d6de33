import { scanFigures } from "../../advice/scan-figures.ts";
import { nodeRule } from "../node-rule.ts";
import { count, mattersWithBelow, percent, textOf } from "../subject.ts";

const minRemovedShare = 0.5;
const minRemoved = 1000;

/** A WITH query that is computed whole, of which one reader throws most away. */
export const cteFence = nodeRule(
  "cte-fence",
  (subject, node) => {
    const name = textOf(node, "CTE Name");
    const { removed, removedShare } = scanFigures(node);
    if (node.nodeType !== "CTE Scan" || removed < minRemoved || removedShare < minRemovedShare) return null;
    const readers = subject.plan.nodes.filter((one) => textOf(one, "CTE Name") === name);
    const definition = subject.plan.nodes.find((one) => one.subplanName === `CTE ${name}`);
    const isFixed = definition === undefined || /^(ModifyTable|Recursive Union)$/.test(definition.nodeType);
    if (readers.length > 1 || isFixed) return null;
    return {
      message: `WITH ${name} is computed whole, and ${percent(removedShare)} of its rows are thrown away afterwards (${count(removed)} rows). AS NOT MATERIALIZED lets the condition reach into it; or put the condition inside.`,
      evidence: { rowsRemoved: removed, cteMs: definition.inclusiveMs, filter: textOf(node, "Filter") },
      savedMs: (definition.inclusiveMs ?? 0) * removedShare,
    };
  },
  mattersWithBelow,
);
