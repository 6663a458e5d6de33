import type { Branch, Project } from "../../../../shared/branches/model.ts";
import type { BranchMasking } from "../../../../shared/branches/upkeep-model.ts";
import { useRequest } from "../../../bridge/use-request.ts";
import { Button } from "../../../ui/controls/button.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatAmount } from "../../../ui/display/format.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { Skeleton } from "../../../ui/feedback/skeleton.tsx";
import { PanelSection } from "../../../ui/frame/section.tsx";
import type { BranchQuestion } from "../branch-asking.ts";

interface MaskingSectionProps {
  readonly project: Project;
  readonly branch: Branch;
  readonly onAsk: (question: BranchQuestion) => void;
}

const looks = {
  waiting: { tone: "warning", word: "not masked yet" },
  masking: { tone: "info", word: "being masked" },
  masked: { tone: "success", word: "masked" },
  failed: { tone: "danger", word: "failed: rows may be as they were" },
} as const;

/** How an anonymised branch is masked, and the ways to mask it otherwise. */
export function MaskingSection({ project, branch, onAsk }: MaskingSectionProps) {
  const why = project.capabilities.missing.masking;
  const { projectId, id: branchId } = branch;
  const { data, error, refetch } = useRequest(
    "branches.masking",
    { projectId, branchId },
    { enabled: why === undefined },
  );
  return (
    <PanelSection title="Masking" end={data && <Badge tone={looks[data.state].tone}>{looks[data.state].word}</Badge>}>
      <ErrorPanel error={error} onRetry={() => void refetch()} isCompact />
      {why !== undefined && <p className="branch-inspector-note">{why}</p>}
      {why === undefined && data === undefined && !error && <Skeleton lines={1} />}
      {data === null && <p className="branch-inspector-note">The control plane knows no masking rules of it.</p>}
      {data && <Masking masking={data} isBusy={branch.state !== "ready"} onAsk={onAsk} />}
    </PanelSection>
  );
}

interface MaskingProps {
  readonly masking: BranchMasking;
  readonly isBusy: boolean;
  readonly onAsk: (question: BranchQuestion) => void;
}

function Masking({ masking, isBusy, onAsk }: MaskingProps) {
  const { rules, state, message, maskedAt, maskedColumns } = masking;
  const isDisabled = isBusy || state === "masking";
  const disabledReason = state === "masking" ? "It is being masked." : undefined;
  const lastRun = maskedAt === null ? null : `Last masked ${dayAndTime(maskedAt)}`;
  const columns = maskedColumns === null ? null : formatAmount(maskedColumns, "column");
  const words = [lastRun, columns].filter((part) => part !== null).join(", ");
  return (
    <>
      <div className="branch-inspector-actions">
        <Button isDisabled={isDisabled} disabledReason={disabledReason} onPress={() => onAsk("maskingRules")}>
          {formatAmount(rules.length, "masking rule")}
        </Button>
        <Button
          isDisabled={isDisabled || rules.length === 0}
          disabledReason={disabledReason ?? (rules.length === 0 ? "There is no rule to mask by." : undefined)}
          onPress={() => onAsk("mask")}
        >
          {maskedAt === null ? "Mask the rows" : "Mask the rows again"}
        </Button>
      </div>
      {message !== null && state === "failed" && <p className="branch-inspector-error">{message}</p>}
      <p className="branch-inspector-note">
        {words === "" ? "" : `${words}. `}Changed rules count from the next time that the rows are masked.
      </p>
    </>
  );
}
