import { nodeTitle } from "../../../../shared/plans/comparing/node-title.ts";
import type { PlanFinding, PlanRun } from "../../../../shared/plans/contract.ts";
import type { Plan } from "../../../../shared/plans/model.ts";
import { useIntents } from "../../../state/intents.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { CopyButton } from "../../../ui/display/copy-button.tsx";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { FindingCard } from "../../../ui/feedback/finding-card.tsx";
import { Inspector } from "../../../ui/frame/inspector.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import { planFacts } from "../facts/plan-facts.ts";
import { outsideParts } from "../rules/outside-parts.ts";
import { FactList, FactSections } from "./fact-sections.tsx";
import { NodeDetails } from "./node-details.tsx";

interface PlanInspectorProps {
  readonly run: PlanRun;
  readonly plan: Plan;
  readonly selectedId: number | null;
  /** A part of the run without a node (planning, triggers), by its name. */
  readonly selectedPart: string | null;
  readonly totalMs: number | null;
  readonly onSelect: (nodeId: number) => void;
}

/** What the diagnoses say, and the chosen node with the catalog beside it. */
export function PlanInspector({ run, plan, selectedId, selectedPart, totalMs, onSelect }: PlanInspectorProps) {
  const part = outsideParts(plan).find(({ name }) => name === selectedPart);
  const node = plan.nodes.find((one) => one.id === selectedId);
  // Several findings may be about one node: the first, which saves most, stands for it.
  const chosen = run.findings.find((finding) => finding.nodeId !== null && finding.nodeId === selectedId);
  return (
    <Inspector title={`Findings ${run.findings.length}`} actions={<span className="muted">by time saved</span>}>
      {run.findings.map((finding, index) => (
        <PlanFindingCard key={index} run={run} finding={finding} isSelected={finding === chosen} onSelect={onSelect} />
      ))}
      {run.findings.length === 0 && (
        <p className="plan-findings-none">
          {plan.isAnalyzed
            ? "No diagnosis fits this plan: nothing stands out."
            : "An estimate shows what the planner expects. Explain analyze measures where the time goes."}
        </p>
      )}
      {node && (
        <PanelSection title={visibleName(nodeTitle(node))}>
          <NodeDetails plan={plan} node={node} context={run.context} totalMs={totalMs} onSelect={onSelect} />
        </PanelSection>
      )}
      {part && (
        <PanelSection title={part.name}>
          <FactList
            facts={[
              { key: "Time", text: formatMs(part.ms) },
              { key: "What", text: part.note },
            ]}
          />
        </PanelSection>
      )}
      <h3 className="plan-details-whole">Whole run</h3>
      <FactSections groups={planFacts(plan)} openTitle={selectedPart} />
    </Inspector>
  );
}

interface PlanFindingCardProps {
  readonly run: PlanRun;
  readonly finding: PlanFinding;
  readonly isSelected: boolean;
  readonly onSelect: (nodeId: number) => void;
}

function PlanFindingCard({ run, finding, isSelected, onSelect }: PlanFindingCardProps) {
  const proposeMigration = useIntents((state) => state.proposeMigration);
  const openQuery = useIntents((state) => state.openQuery);
  const { fix, nodeId, savedMs } = finding;
  const ref =
    run.branchId === null
      ? { connectionId: run.connectionId }
      : { connectionId: run.connectionId, branchId: run.branchId };
  const changesSchema = fix !== undefined && /^(CREATE|DROP|ALTER|REINDEX)\b/.test(fix.sql);
  // The message says the figures; what else there is to see of the node stands in its details below.
  const shown = { ...finding, evidence: { savedMs } };
  const draft = () => {
    if (!fix) return;
    const reason = `${finding.message}\n\nSeen in a plan of:\n${run.sql}`;
    proposeMigration({ title: fix.title, upSql: fix.sql, downSql: fix.downSql ?? null, reason });
  };
  return (
    <FindingCard
      finding={shown}
      isSelected={isSelected}
      onSelect={nodeId === null ? undefined : () => onSelect(nodeId)}
      actions={
        fix && (
          <>
            {changesSchema ? (
              <Button variant={isSelected ? "primary" : "secondary"} isSmall onPress={draft}>
                Draft migration
              </Button>
            ) : (
              <Button isSmall onPress={() => openQuery(ref, fix.title, `${fix.sql}\n`)}>
                Open as a query
              </Button>
            )}
            <CopyButton text={fix.sql} label="Copy the SQL" />
          </>
        )
      }
    />
  );
}
