import type { Progress } from "../../../shared/ipc/declare.ts";
import { Button } from "../controls/button.tsx";
import { formatBytes, formatCount } from "../display/format.ts";
import "./progress.css";

interface ProgressBarProps {
  readonly label: string;
  readonly done?: number | undefined;
  /** Absent when it cannot be known; the bar then only says that something runs. */
  readonly total?: number | undefined;
}

/** How far something is. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  const isKnown = done !== undefined && total !== undefined && total > 0;
  const share = isKnown ? Math.min(1, done / total) : 0;
  return (
    <span
      className={`progress-bar${isKnown ? "" : " progress-bar-unknown"}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      {...(isKnown ? { "aria-valuenow": done, "aria-valuemax": total } : {})}
    >
      <span className="progress-bar-fill" style={isKnown ? { width: `${share * 100}%` } : {}} />
    </span>
  );
}

interface OperationBarProps {
  readonly title: string;
  readonly progress: Progress | null;
  readonly onCancel?: (() => void) | undefined;
}

/** A running operation: its step, how far it is, and a way to stop it. */
export function OperationBar({ title, progress, onCancel }: OperationBarProps) {
  const { done, total, unit } = progress ?? {};
  const amount = unit === "bytes" ? formatBytes : formatCount;
  const unitWord = unit && unit !== "bytes" ? ` ${unit}` : "";
  const figure =
    done === undefined ? null : `${amount(done)}${total === undefined ? "" : ` of ${amount(total)}`}${unitWord}`;
  return (
    <div className="operation-bar" role="status">
      <span className="operation-bar-title">{title}</span>
      <span className="operation-bar-step cut">{progress?.step}</span>
      {figure && <span className="operation-bar-figure">{figure}</span>}
      <ProgressBar label={title} done={done} total={total} />
      {onCancel && (
        <Button isSmall onPress={onCancel}>
          Cancel
        </Button>
      )}
    </div>
  );
}
