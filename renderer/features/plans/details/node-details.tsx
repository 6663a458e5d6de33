import { ArrowDownWideNarrow } from "lucide-react";
import type { TableIndex } from "../../../../shared/indexes/model.ts";
import type { PlanContext, PlanNode, RelationContext } from "../../../../shared/plans/model.ts";
import { formatAgo, formatBytes, formatCount, formatMs, formatPercent } from "../../../ui/display/format.ts";
import { type KeyValue, KeyValueList } from "../../../ui/display/key-value.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { estimatedTotal } from "../rules/describe-node.ts";

interface NodeDetailsProps {
  readonly node: PlanNode;
  readonly context: PlanContext;
  readonly totalMs: number | null;
}

const conditionKeys = ["Index Cond", "Hash Cond", "Merge Cond", "Join Filter", "Recheck Cond", "Filter"];

/** The figures of one node, its conditions, and what the catalog says of its table. */
export function NodeDetails({ node, context, totalMs }: NodeDetailsProps) {
  const relation = context.relations.find((one) => one.name === node.relation && one.schema === node.schema);
  return (
    <>
      <KeyValueList
        items={[...timeItems(node, totalMs), ...rowItems(node), ...conditionItems(node), ...bufferItems(node)]}
      />
      {relation && <RelationDetails relation={relation} usedIndex={node.index} />}
    </>
  );
}

function timeItems(node: PlanNode, totalMs: number | null): readonly KeyValue[] {
  if (node.loops === 0) return [{ key: "Executed", value: "never" }];
  if (node.exclusiveMs === null)
    return [{ key: "Cost", value: node.estimatedCost === null ? "–" : node.estimatedCost.toFixed(2) }];
  const exclusiveMs = Math.max(0, node.exclusiveMs);
  const share = totalMs ? `${formatPercent(exclusiveMs / totalMs)} of the run` : "";
  const isShared = node.divisor > 1 && Number.isInteger(node.divisor) && node.workMs !== null;
  return [
    {
      key: "Exclusive",
      value: (
        <>
          <strong>{formatMs(exclusiveMs)}</strong> <span className="muted">{share}</span>
        </>
      ),
    },
    { key: "Inclusive", value: formatMs(node.inclusiveMs ?? 0) },
    ...(isShared ? [{ key: "Work", value: `${formatMs(node.workMs ?? 0)} over ${node.divisor} processes` }] : []),
    ...((node.loops ?? 1) > 1 ? [{ key: "Loops", value: formatCount(node.loops ?? 1) }] : []),
  ];
}

function rowItems(node: PlanNode): readonly KeyValue[] {
  const estimate = formatCount(Math.round(estimatedTotal(node)));
  if (node.rows === null || node.loops === 0) return [{ key: "Estimate", value: `${estimate} rows` }];
  const perLoop = node.properties["Rows Removed by Filter"];
  const removed = typeof perLoop === "number" ? perLoop * (node.loops ?? 1) : 0;
  return [
    {
      key: "Rows",
      value: removed > 0 ? `${formatCount(node.rows)} kept, ${formatCount(removed)} removed` : formatCount(node.rows),
    },
    { key: "Estimate", value: `${estimate} rows` },
  ];
}

function conditionItems(node: PlanNode): readonly KeyValue[] {
  return conditionKeys.flatMap((key) => {
    const value = node.properties[key];
    return typeof value === "string"
      ? [
          {
            key,
            value: (
              <span className="plan-details-condition">
                <SqlText sql={value} isInline />
              </span>
            ),
            isMono: true,
          },
        ]
      : [];
  });
}

function bufferItems(node: PlanNode): readonly KeyValue[] {
  const own = node.exclusiveBuffers;
  const hit = own.sharedHitBlocks ?? 0;
  const read = own.sharedReadBlocks ?? 0;
  const ioMs = (own.sharedIoReadMs ?? 0) + (own.ioReadMs ?? 0);
  const temp = own.tempWrittenBlocks ?? 0;
  return [
    ...(hit + read > 0 ? [{ key: "Buffers", value: `${formatCount(hit)} hit, ${formatCount(read)} read` }] : []),
    ...(ioMs > 0 ? [{ key: "I/O read", value: formatMs(ioMs) }] : []),
    ...(temp > 0 ? [{ key: "Temp written", value: formatBytes(temp * 8192) }] : []),
  ];
}

function RelationDetails({
  relation,
  usedIndex,
}: {
  readonly relation: RelationContext;
  readonly usedIndex: string | undefined;
}) {
  const { estimatedRows, lastAnalyzedAt, modifiedSinceAnalyze, heapBytes, indexes } = relation;
  const rows = estimatedRows === null ? "unknown" : `about ${formatCount(estimatedRows)}`;
  const analyzed = lastAnalyzedAt === null ? "never" : formatAgo(lastAnalyzedAt);
  return (
    <>
      <PanelSection
        title={`Table ${visibleName(relation.name)}`}
        end={<span className="muted">{formatBytes(heapBytes)} heap</span>}
      >
        <KeyValueList
          items={[
            { key: "Rows", value: rows },
            {
              key: "Analyzed",
              value: modifiedSinceAnalyze
                ? `${analyzed}, ${formatCount(modifiedSinceAnalyze)} changes since`
                : analyzed,
            },
          ]}
        />
      </PanelSection>
      <PanelSection title="Indexes of the table" count={indexes.length}>
        {indexes.length === 0 && <p className="plan-findings-none">It has none.</p>}
        <ul>
          {indexes.map((index) => (
            <IndexLine key={index.name} index={index} isUsed={index.name === usedIndex} />
          ))}
        </ul>
      </PanelSection>
    </>
  );
}

function IndexLine({ index, isUsed }: { readonly index: TableIndex; readonly isUsed: boolean }) {
  const keys = index.keys.map((key) => `${key.text}${key.isDescending ? " desc" : ""}`).join(", ");
  return (
    <li className="plan-details-index" title={index.definition}>
      <ArrowDownWideNarrow aria-hidden className="plan-tree-twist" />
      <code className="cut">{visibleName(index.name)}</code>
      {isUsed && <span className="muted">used</span>}
      <span className="plan-details-columns cut">
        {visibleName(keys)}
        {index.predicate ? " (partial)" : ""}
      </span>
    </li>
  );
}
