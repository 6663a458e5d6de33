import { Clock } from "lucide-react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { ComputeDot } from "../../../ui/display/compute-dot.tsx";
import { durationText, suspendsInMs } from "../rules/branch-times.ts";
import "./branch-tree.css";

interface BranchStateProps {
  readonly branch: Branch;
  /** To say when an idle compute suspends. */
  readonly nowMs?: number | undefined;
  /** Operations of the control plane that are not over; a badge beside the state. */
  readonly pending?: number | undefined;
}

/** The compute's state; while a branch is made, replaced or deleted, that instead. */
export function BranchState({ branch, nowMs, pending = 0 }: BranchStateProps) {
  if (branch.state === "creating") return <ComputeDot state="starting" label="being created" />;
  if (branch.state === "resetting") return <ComputeDot state="starting" label="being replaced" />;
  if (branch.state === "deleting") return <ComputeDot state="suspending" label="being deleted" />;
  if (branch.state === "failed") return <ComputeDot state="failed" label="failed" />;
  if (pending > 0)
    return (
      <span className="branch-pending">
        <ComputeDot state={branch.compute} />
        <Badge tone="info" icon={Clock}>
          {pending}
          <span className="visually-hidden"> pending</span>
        </Badge>
      </span>
    );
  const leftMs = nowMs === undefined ? null : suspendsInMs(branch, nowMs);
  if (leftMs !== null) return <ComputeDot state="suspending" label={`suspends in ${durationText(leftMs)}`} />;
  return <ComputeDot state={branch.compute} />;
}
