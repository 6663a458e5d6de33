import type { PlanRun, PlanSummary } from "../../../../shared/plans/contract.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { usePlaceNames } from "../history/use-place-names.ts";

interface CompareMenuProps {
  readonly run: PlanRun;
  readonly onCompare: (id: string) => void;
  readonly onShowHistory: () => void;
}

const maxListed = 8;

/** The newest kept plans of the same statement, of every branch and connection, to compare with; the history has all. */
export function CompareMenu({ run, onCompare, onShowHistory }: CompareMenuProps) {
  const { fingerprint } = run;
  const { data = [] } = useRequest("plans.history", { connectionId: null, sql: null, fingerprint, limit: 100 });
  const placeOf = usePlaceNames(run);
  const others = data.filter((summary) => summary.id !== run.id);
  const items = others.slice(0, maxListed).map((summary) => ({
    id: summary.id,
    label: `${dayAndTime(summary.at)}, ${placeOf(summary)}: ${timeOf(summary)}`,
    onAction: () => onCompare(summary.id),
  }));
  return (
    <MenuButton
      label="Compare"
      items={
        items.length === 0
          ? [
              {
                id: "none",
                label: "No other plan of this statement is kept",
                isDisabled: true,
                onAction: () => undefined,
              },
            ]
          : [
              ...items,
              "separator",
              { id: "all", label: `All ${data.length} plans of this statement`, onAction: onShowHistory },
            ]
      }
    />
  );
}

function timeOf({ executionMs, mode }: PlanSummary): string {
  return executionMs === null ? (mode === "analyze" ? "not timed" : "estimate") : formatMs(executionMs);
}
