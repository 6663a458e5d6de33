import type { Branch } from "../../../../shared/branches/model.ts";
import "./branch-tree.css";
import { timeLeft } from "../rules/branch-times.ts";

/** How long a branch has to live, as words and as the share of its life that is left. */
export function TimeLeftBar({ branch, nowMs }: { readonly branch: Branch; readonly nowMs: number }) {
  const left = timeLeft(branch.createdAt, branch.expiresAt, nowMs);
  if (!left) return <span className="muted">never</span>;
  return (
    <span className="time-left" data-soon={left.isSoon}>
      {left.text}
      <span className="time-left-track" aria-hidden="true">
        <span className="time-left-rest" style={{ width: `${left.share * 100}%` }} />
      </span>
    </span>
  );
}
