import type { PlanRun, PlanSummary } from "../../../../shared/plans/contract.ts";
import { useBridge } from "../../../bridge/use-bridge.ts";
import { asAppError, useRequest } from "../../../bridge/use-request.ts";
import { showToast } from "../../../state/toasts.ts";
import { MenuButton } from "../../../ui/controls/menu.tsx";
import { formatAgo, formatMs } from "../../../ui/display/format.ts";

interface CompareMenuProps {
  readonly run: PlanRun;
  readonly onCompare: (earlier: PlanRun) => void;
}

/** Chooses another kept plan of the same statement. */
export function CompareMenu({ run, onCompare }: CompareMenuProps) {
  const bridge = useBridge();
  const { data = [] } = useRequest("plans.history", { connectionId: run.connectionId, sql: run.sql, limit: 20 });
  const others = data.filter((summary) => summary.id !== run.id && summary.mode === run.mode);
  const open = (id: string) => {
    bridge.request("plans.open", { id }).then(onCompare, (error: unknown) => {
      showToast({ tone: "error", text: asAppError(error).message });
    });
  };
  const items =
    others.length === 0
      ? [{ id: "none", label: "No other plan of this statement is kept", isDisabled: true, onAction: () => undefined }]
      : others.map((summary) => ({ id: summary.id, label: labelOf(summary), onAction: () => open(summary.id) }));
  return <MenuButton label="Compare" items={items} />;
}

function labelOf({ at, executionMs, branchId }: PlanSummary): string {
  const time = executionMs === null ? "estimate" : formatMs(executionMs);
  return `${formatAgo(at)}: ${time}${branchId === null ? "" : `, ${branchId}`}`;
}
