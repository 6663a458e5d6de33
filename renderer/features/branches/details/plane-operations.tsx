import { Check, CircleSlash, CircleX, Clock } from "lucide-react";
import type { Branch, BranchOperation } from "../../../../shared/branches/model.ts";
import { Badge } from "../../../ui/display/badge.tsx";
import { dayAndTime } from "../../../ui/display/day-and-time.ts";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./branch-operations.css";

const looks = {
  queued: { icon: Clock, tone: "neutral", word: "queued" },
  running: { icon: Clock, tone: "info", word: "running" },
  finished: { icon: Check, tone: "success", word: "finished" },
  failed: { icon: CircleX, tone: "danger", word: "failed" },
  cancelled: { icon: CircleSlash, tone: "neutral", word: "cancelled" },
} as const;

interface PlaneOperationsProps {
  readonly operations: readonly BranchOperation[];
  readonly branches: readonly Branch[];
}

/** What the control plane says that it does and did, whoever asked for it. */
export function PlaneOperations({ operations, branches }: PlaneOperationsProps) {
  if (operations.length === 0) return <p className="branch-operations-empty">The control plane names no operation.</p>;
  return (
    <ul className="branch-operations-list">
      {operations.map((operation) => (
        <PlaneOperation key={operation.id} operation={operation} branches={branches} />
      ))}
    </ul>
  );
}

function PlaneOperation({
  operation,
  branches,
}: { readonly operation: BranchOperation } & Pick<PlaneOperationsProps, "branches">) {
  const { icon: Icon, tone, word } = looks[operation.state];
  const branch = branches.find(({ id }) => id === operation.branchId);
  const tookMs = Date.parse(operation.updatedAt) - Date.parse(operation.createdAt);
  const isOver = operation.state !== "queued" && operation.state !== "running";
  return (
    <li>
      <div className="branch-operation">
        <Icon aria-hidden className="branch-operation-icon" />
        <span className="branch-operation-title cut">{visibleName(operation.action.replaceAll("_", " "))}</span>
        <span className="branch-operation-detail cut">
          {branch ? visibleName(branch.name) : operation.branchId === null ? "the project" : "a branch that is gone"}
        </span>
        <span className="branch-operation-state">
          <Badge tone={tone}>{word}</Badge>
        </span>
        <span className="branch-operation-progress muted">{dayAndTime(operation.createdAt)}</span>
        <span className="branch-operation-time">{isOver ? formatMs(Math.max(0, tookMs)) : ""}</span>
      </div>
      {operation.error !== null && <p className="branch-operation-error">{operation.error}</p>}
    </li>
  );
}
