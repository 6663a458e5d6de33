import { ArrowDownWideNarrow } from "lucide-react";
import type { TableIndex } from "../../../../shared/indexes/model.ts";
import type { Plan, PlanContext, PlanNode, RelationContext } from "../../../../shared/plans/model.ts";
import { formatAgo, formatBytes, formatCount, formatMs } from "../../../ui/display/format.ts";
import { KeyValueList } from "../../../ui/display/key-value.tsx";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { firstFacts, moreFacts } from "../facts/node-facts.ts";
import { processShares } from "../facts/worker-facts.ts";
import { FactList, FactSections } from "./fact-sections.tsx";
import { PaymentList } from "./payment-list.tsx";

interface NodeDetailsProps {
  readonly plan: Plan;
  readonly node: PlanNode;
  readonly context: PlanContext;
  readonly totalMs: number | null;
  readonly onSelect: (nodeId: number) => void;
}

/** The figures of one node, its conditions, what the catalog says of its table, and all else that the server said. */
export function NodeDetails({ plan, node, context, totalMs, onSelect }: NodeDetailsProps) {
  const relation = context.relations.find((one) => one.name === node.relation && one.schema === node.schema);
  return (
    <>
      <FactList facts={firstFacts(node, totalMs)} />
      <PaymentList plan={plan} node={node} onSelect={onSelect} />
      <Processes node={node} />
      {relation && <RelationDetails relation={relation} usedIndex={node.index} />}
      <FactSections groups={moreFacts(node)} />
    </>
  );
}

/** Who did how much of the node under a Gather. */
function Processes({ node }: { readonly node: PlanNode }) {
  const shares = processShares(node);
  if (shares.length === 0) return null;
  return (
    <PanelSection title="Processes" count={shares.length}>
      <table className="plan-details-processes" aria-label="Processes of the node">
        <thead>
          <tr>
            {["Process", "Time", "Rows", "Loops"].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shares.map(({ name, ms, rows, loops, more }) => (
            <tr key={name} title={visibleName(more)}>
              <th scope="row">{name}</th>
              <td>{ms === null ? "" : formatMs(ms)}</td>
              <td>{rows === null ? "" : formatCount(rows)}</td>
              <td>{formatCount(loops)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </PanelSection>
  );
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
