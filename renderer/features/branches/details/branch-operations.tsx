import { Check, CircleSlash, CircleX, Clock, X } from "lucide-react";
import { type KeptOperation, useKeptOperations } from "../../../state/kept-operations.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { ProgressBar } from "../../../ui/feedback/progress.tsx";
import "./branch-operations.css";

const looks = {
  running: { icon: Clock, tone: "info", word: "running" },
  done: { icon: Check, tone: "success", word: "finished" },
  failed: { icon: CircleX, tone: "danger", word: "failed" },
  cancelled: { icon: CircleSlash, tone: "neutral", word: "cancelled" },
} as const;

/** What this window asked of the control plane: running ones with their progress, the rest with how they ended. */
export function BranchOperations({ projectId, nowMs }: { readonly projectId: string; readonly nowMs: number }) {
  const operations = useKeptOperations((state) => state.operations).filter(
    (operation) => operation.channel.startsWith("branches.") && operation.subject === projectId,
  );
  if (operations.length === 0) return null;
  const open = operations.filter((operation) => operation.state === "running").length;
  return (
    <section className="branch-operations" aria-label="Operations">
      <header className="branch-operations-head">
        <h2>Operations</h2>
        {open > 0 && <Badge>{open} open</Badge>}
      </header>
      <ul className="branch-operations-list">
        {operations.map((operation) => (
          <OperationLine key={operation.id} operation={operation} nowMs={nowMs} />
        ))}
      </ul>
    </section>
  );
}

function OperationLine({ operation, nowMs }: { readonly operation: KeptOperation; readonly nowMs: number }) {
  const dismiss = useKeptOperations((state) => state.dismiss);
  const look = looks[operation.state];
  const { icon: Icon } = look;
  const isRunning = operation.state === "running";
  const tookMs = Math.max(0, (operation.endedAtMs ?? nowMs) - operation.startedAtMs);
  return (
    <li>
      <div className="branch-operation">
        <Icon aria-hidden className="branch-operation-icon" />
        <span className="branch-operation-title">{operation.title}</span>
        <span className="branch-operation-detail cut">{visibleName(operation.detail)}</span>
        <span className="branch-operation-state">
          <Badge tone={look.tone}>{look.word}</Badge>
        </span>
        <span className="branch-operation-progress">
          {isRunning && (
            <>
              <ProgressBar label={operation.title} done={operation.progress?.done} total={operation.progress?.total} />
              <span className="cut muted">{operation.progress?.step}</span>
            </>
          )}
        </span>
        <span className="branch-operation-time">{isRunning ? "" : formatMs(tookMs)}</span>
        <span className="branch-operation-end">
          {isRunning && operation.channel === "branches.create" ? (
            <Button isSmall onPress={operation.cancel}>
              Cancel
            </Button>
          ) : (
            !isRunning && <IconButton label="Dismiss" icon={X} isSmall onPress={() => dismiss(operation.id)} />
          )}
        </span>
      </div>
      <ErrorPanel error={operation.error} isCompact />
    </li>
  );
}
