import { nodeRule } from "../node-rule.ts";
import { count, nameNode } from "../subject.ts";

const minRows = 1000;
const minIndexes = 4;
const minOwnShare = 0.3;
const maxHotShare = 0.5;

/** A write whose own time goes into the entries of many indexes. */
export const indexTax = nodeRule("index-tax", (subject, node) => {
  const { Operation: operation } = node.properties;
  const relation = subject.relationOf(node);
  const [below] = subject.childrenOf(node);
  const rows = below?.rows ?? 0;
  // A delete leaves the indexes to VACUUM.
  if (node.nodeType !== "ModifyTable" || operation === "Delete" || relation === null || rows < minRows) return null;
  const own = node.exclusiveMs ?? 0;
  if (relation.indexes.length < minIndexes || own < minOwnShare * (subject.totalMs ?? 0)) return null;
  const { updatedRows = 0, hotUpdatedRows = 0 } = relation.upkeep ?? {};
  const hotShare = updatedRows === 0 ? null : hotUpdatedRows / updatedRows;
  // Updates that spare the indexes pay no tax.
  if (operation === "Update" && hotShare !== null && hotShare >= maxHotShare) return null;
  const unused = relation.indexes.filter(
    ({ scans, isUnique, isConstraint, isReplicaIdentity }) =>
      scans === 0 && !isUnique && !isConstraint && !isReplicaIdentity,
  );
  const idle =
    unused.length === 0
      ? "See which of them are needed."
      : `Never used since the counters began: ${unused.map(({ name }) => name).join(", ")}.`;
  return {
    message: `${nameNode(node)} writes ${count(rows)} rows into ${relation.indexes.length} indexes each, ${((own / rows) * 1000).toFixed(0)} µs a row. ${idle}`,
    evidence: { rows, indexes: relation.indexes.length, unusedIndexes: unused.length, hotShare, ownMs: own },
    savedMs: unused.length === 0 ? null : (own * unused.length) / (relation.indexes.length + 1),
    severity: "info",
  };
});
