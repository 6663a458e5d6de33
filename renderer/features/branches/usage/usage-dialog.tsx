import { useState } from "react";
import type { Branch, Project } from "../../../../shared/branches/model.ts";
import { defaultBranchPrices } from "../../../../shared/branches/prices.ts";
import type { Consumption } from "../../../../shared/branches/upkeep-model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { useWorkspace } from "../../../state/workspace.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { Dialog } from "../../../ui/overlays/dialog.tsx";
import { PricesDialog } from "../tree/prices-dialog.tsx";
import "./usage.css";
import { type UsageSpan, usageRows, usageSpans, usageWindow } from "./usage-rows.ts";
import { UsageTable } from "./usage-table.tsx";

interface UsageDialogProps {
  readonly project: Project;
  readonly branches: readonly Branch[];
  readonly nowMs: number;
  readonly onClose: () => void;
}

/** Control planes count slowly and want to be asked rarely. */
const staleMs = 15 * 60_000;

/** What a project and its branches take and used. Where nothing is counted it says why, and shows what is known. */
export function UsageDialog({ project, branches, nowMs, onClose }: UsageDialogProps) {
  const why = project.capabilities.missing.usage;
  const [span, setSpan] = useState<UsageSpan>(usageSpans[1]);
  const [isPricing, setIsPricing] = useState(false);
  const input = { projectId: project.id, window: usageWindow(span, nowMs) };
  const { data, error, refetch } = useRequest("branches.consumption", input, { enabled: why === undefined, staleMs });
  if (isPricing) return <PricesDialog onClose={() => setIsPricing(false)} />;
  return (
    <Dialog title="Consumption" isOpen size="large" onClose={onClose} footer={<Button onPress={onClose}>Close</Button>}>
      {why === undefined ? (
        <span>
          <Segmented
            label="How far back"
            value={span.id}
            options={usageSpans.map(({ id, label }) => ({ value: id, label }))}
            onChange={(id) => setSpan(usageSpans.find((one) => one.id === id) ?? span)}
          />
        </span>
      ) : (
        <p className="usage-note">{why} What they take is known:</p>
      )}
      <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />
      {why === undefined && !data && !error && <Skeleton lines={3} />}
      {(data || why !== undefined || error) && <Shown branches={branches} consumption={data ?? null} />}
      {data && <PriceNote onAsk={() => setIsPricing(true)} />}
    </Dialog>
  );
}

interface ShownProps {
  readonly branches: readonly Branch[];
  readonly consumption: Consumption | null;
}

function Shown({ branches, consumption }: ShownProps) {
  const prices = useWorkspace((workspace) => workspace.branchPrices) ?? defaultBranchPrices;
  const isCounted = consumption !== null;
  return <UsageTable rows={usageRows(branches, consumption)} isCounted={isCounted} prices={prices} />;
}

function PriceNote({ onAsk }: { readonly onAsk: () => void }) {
  const { asOf } = useWorkspace((workspace) => workspace.branchPrices) ?? defaultBranchPrices;
  return (
    <p className="usage-note">
      Amounts are what the control plane counted, some hours late; size and written are as they are now. Dollars are an
      estimate with{" "}
      <button type="button" className="usage-link" onClick={onAsk}>
        the prices of {asOf}
      </button>
      , without traffic and further branches.
    </p>
  );
}
