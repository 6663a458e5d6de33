import type { PlanRun } from "../../../../shared/plans/contract.ts";
import { describeRun } from "./describe-run.ts";
import "./running.css";

/** What the tree does not tell: waits, the run before, a branch that is gone, a SELECT that wrote. Nothing when there is nothing. */
export function RunNotes({ run, planIndex }: { readonly run: PlanRun; readonly planIndex: number }) {
  const notes = describeRun(run, planIndex);
  if (notes.length === 0) return null;
  return (
    <ul className="run-notes" aria-label="About this run">
      {notes.map(({ label, text, isWarning }) => (
        <li key={label} className={isWarning ? "run-notes-warning" : undefined}>
          <strong>{label}</strong> {text}
        </li>
      ))}
    </ul>
  );
}
