import { useSyncExternalStore } from "react";
import { Button } from "../../../ui/controls/button.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { EnvironmentBadge } from "../../../ui/display/environment-badge.tsx";
import { formatAmount, formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import type { TargetRun } from "./comparison-runs.ts";
import { mostComparedRows } from "./run-comparison.ts";
import type { RunTarget } from "./use-run-targets.ts";

interface TargetCardsProps {
  readonly runs: readonly TargetRun[];
  readonly names: readonly string[];
  /** Null for a database that is gone. */
  readonly targets: readonly (RunTarget | null)[];
  /** Shows the question of a target. */
  readonly onAnswer: (index: number) => void;
}

/** How each target went: rows and time, or what went wrong there. */
export function TargetCards({ runs, names, targets, onAnswer }: TargetCardsProps) {
  return (
    <ul className="target-cards" aria-label="Databases">
      {runs.map((run, index) => {
        const name = visibleName(names[index] ?? "");
        const environment = targets[index]?.environment;
        return (
          <li key={run.sessionId} className="target-card" aria-label={name}>
            <div className="target-card-head">
              <h3 className="target-card-name cut" title={name}>
                {name}
              </h3>
              {environment && <EnvironmentBadge environment={environment} />}
            </div>
            <TargetState run={run} onAnswer={() => onAnswer(index)} />
          </li>
        );
      })}
    </ul>
  );
}

function TargetState({ run, onAnswer }: { readonly run: TargetRun; readonly onAnswer: () => void }) {
  const rows = useRowCount(run);
  switch (run.state) {
    case "running":
      return (
        <p className="muted" role="status">
          Running{rows > 0 ? `, ${formatAmount(rows, "row")} so far` : ""}
        </p>
      );
    case "cancelled":
      return <Badge>cancelled</Badge>;
    case "failed":
      return <ErrorPanel error={run.error} isCompact />;
    case "asks":
      return (
        <p className="target-card-line">
          <Badge tone="warning">asks first</Badge>
          <Button isSmall onPress={onAnswer}>
            Answer
          </Button>
        </p>
      );
    case "done":
      return (
        <>
          <p className="target-card-line">
            <span>{run.source ? formatAmount(rows, "row") : run.end?.command}</span>
            {run.end && <span className="muted">in {formatMs(run.end.durationMs)}</span>}
          </p>
          {isPartly(run) && <Badge tone="warning">{`first ${formatAmount(rows, "row")} only`}</Badge>}
        </>
      );
  }
}

/** Whether the server had more rows than were read. */
export function isPartly(run: TargetRun): boolean {
  return run.isOverShare || run.end?.isTruncated === true;
}

/** What a person should know where not all rows were read. */
export const partlyNote = `Reading ends at ${mostComparedRows.toLocaleString("en")} rows of each database, so a row that seems missing may stand behind them. An ORDER BY or a narrower WHERE compares whole results.`;

function useRowCount({ source }: TargetRun): number {
  return useSyncExternalStore(
    (listener) => source?.subscribe(listener) ?? (() => {}),
    () => source?.getSnapshot().rowCount ?? 0,
  );
}
