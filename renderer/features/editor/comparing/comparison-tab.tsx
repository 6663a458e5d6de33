import { Columns2, Play, Square } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { useDraft } from "../../../state/drafts.ts";
import { isSameRef } from "../../../state/tabs.ts";
import { type ComparisonTab as ComparisonTabModel, useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { SqlText } from "../../../ui/display/sql-text.tsx";
import { EmptyState } from "../../../ui/feedback/empty-state.tsx";
import { Toolbar, ToolbarSpace } from "../../../ui/frame/toolbar.tsx";
import { DangerQuestion } from "../danger-question.tsx";
import { ComparedRows } from "./compared-rows.tsx";
import "./comparison-tab.css";
import { useComparisonRuns, useTargetRuns } from "./comparison-runs.ts";
import { answerTarget, stopComparison } from "./run-comparison.ts";
import { TargetCards } from "./target-cards.tsx";
import { useRunComparison } from "./use-run-comparison.ts";
import { targetNames, useRunTargets } from "./use-run-targets.ts";

/** One statement on several databases: how each went, and their rows side by side. */
export function ComparisonTab({ tab }: { readonly tab: ComparisonTabModel }) {
  const bridge = useBridge();
  const run = useRunComparison();
  const { text: sql } = useDraft(tab.draftId);
  const runs = useTargetRuns(tab.id);
  const { data } = useRunTargets();
  const known = useMemo(
    () => tab.targets.map((ref) => data?.targets.find((target) => isSameRef(target.ref, ref)) ?? null),
    [tab.targets, data],
  );
  const names = useMemo(() => targetNames(known), [known]);
  const [answered, setAnswered] = useState<number | null>(null);
  const isRunning = runs.some(({ state }) => state === "running");
  const asking = answered === null ? null : runs[answered];
  useStopWithTab(tab.id);
  return (
    <div className="comparison-tab">
      <Toolbar label="Comparison">
        {isRunning ? (
          <Button variant="danger" icon={Square} onPress={() => stopComparison(bridge, tab.id)}>
            Cancel all
          </Button>
        ) : (
          <Button variant="primary" icon={Play} onPress={() => void run(tab)}>
            {runs.length === 0 ? "Run" : "Run again"}
          </Button>
        )}
        <span className="muted">
          {tab.isReadOnly ? "Read only on each database" : "Writes allowed; each database commits by itself"}
        </span>
        <ToolbarSpace />
      </Toolbar>
      <div className="comparison-sql">
        <SqlText sql={sql} maxLines={4} />
      </div>
      {runs.length === 0 ? (
        <EmptyState
          icon={Columns2}
          title="Not run yet in this window"
          text={`Nothing is sent by itself. Run it to see ${names.join(", ")} side by side.`}
        />
      ) : (
        <>
          <TargetCards runs={runs} names={names} targets={known} onAnswer={setAnswered} />
          {!isRunning && <ComparedRows runs={runs} names={names} />}
        </>
      )}
      {answered !== null && asking?.question && (
        <DangerQuestion
          key={asking.question.id}
          tabId={asking.sessionId}
          environment={known[answered]?.environment ?? "production"}
          sql={sql}
          question={asking.question}
          onClose={() => setAnswered(null)}
          onConfirm={(confirmation) => {
            setAnswered(null);
            void answerTarget(bridge, tab, answered, confirmation);
          }}
        />
      )}
    </div>
  );
}

/** Stops what runs when the tab is closed, not when another one hides it. */
function useStopWithTab(tabId: string): void {
  const bridge = useBridge();
  useEffect(
    () =>
      useWorkspace.subscribe(({ tabs }) => {
        if (tabs.some(({ id }) => id === tabId) || !useComparisonRuns.getState().runs[tabId]) return;
        stopComparison(bridge, tabId);
        useComparisonRuns.getState().remove(tabId);
      }),
    [bridge, tabId],
  );
}
