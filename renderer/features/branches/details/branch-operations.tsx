import { Check, CircleSlash, CircleX, Clock, X } from "lucide-react";
import { useState } from "react";
import type { Branch, BranchOperation } from "../../../../shared/branches/model.ts";
import { type KeptOperation, useKeptOperations } from "../../../state/kept-operations.ts";
import { Button, IconButton } from "../../../ui/controls/button.tsx";
import { Segmented } from "../../../ui/controls/segmented.tsx";
import { Badge } from "../../../ui/display/badge.tsx";
import { formatMs } from "../../../ui/display/format.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { ErrorPanel } from "../../../ui/feedback/error-panel.tsx";
import { ProgressBar } from "../../../ui/feedback/progress.tsx";
import "./branch-operations.css";
import { PlaneOperations } from "./plane-operations.tsx";

const looks = {
  running: { icon: Clock, tone: "info", word: "running" },
  done: { icon: Check, tone: "success", word: "finished" },
  failed: { icon: CircleX, tone: "danger", word: "failed" },
  cancelled: { icon: CircleSlash, tone: "neutral", word: "cancelled" },
} as const;

/** Of these nothing is left when they are cancelled. */
const cancellable: ReadonlySet<string> = new Set(["branches.create", "branches.openPast", "snapshots.create"]);

interface BranchOperationsProps {
  readonly projectId: string;
  readonly branches: readonly Branch[];
  /** The control plane's own list; empty where it keeps none. */
  readonly operations: readonly BranchOperation[];
  readonly nowMs: number;
}

type Whose = "window" | "plane";

/** What this window asked for with its progress, and what the control plane does and did. Nothing while there is neither. */
export function BranchOperations({ projectId, branches, operations, nowMs }: BranchOperationsProps) {
  const own = useKeptOperations((state) => state.operations).filter(
    ({ channel, subject }) => /^(branches|snapshots)\./.test(channel) && subject === projectId,
  );
  const [chosen, setChosen] = useState<Whose>("window");
  if (own.length === 0 && operations.length === 0) return null;
  const whose = own.length === 0 ? "plane" : operations.length === 0 ? "window" : chosen;
  const open =
    own.filter(({ state }) => state === "running").length +
    (whose === "plane" ? operations.filter(({ state }) => state === "queued" || state === "running").length : 0);
  return (
    <section className="branch-operations" aria-label="Operations">
      <header className="branch-operations-head">
        <h2>Operations</h2>
        {open > 0 && <Badge>{open} open</Badge>}
        <span className="grow" />
        {own.length > 0 && operations.length > 0 && (
          <Segmented
            label="Whose operations"
            value={whose}
            options={[
              { value: "window", label: "Of this window" },
              { value: "plane", label: "All" },
            ]}
            onChange={setChosen}
          />
        )}
      </header>
      {whose === "plane" ? (
        <PlaneOperations operations={operations} branches={branches} />
      ) : (
        <ul className="branch-operations-list">
          {own.map((operation) => (
            <OperationLine key={operation.id} operation={operation} nowMs={nowMs} />
          ))}
        </ul>
      )}
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
        <span className="branch-operation-title cut" title={operation.title}>
          {operation.title}
        </span>
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
          {isRunning && cancellable.has(operation.channel) ? (
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
