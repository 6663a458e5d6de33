import type { ComputeState } from "../../../shared/branches/model.ts";
import "./badge.css";

/** The state of a compute as a shape and a word. */
export function ComputeDot({ state, label }: { readonly state: ComputeState; readonly label?: string }) {
  return (
    <span className={`compute-dot compute-dot-${state}`}>
      <span className="compute-dot-shape" aria-hidden="true" />
      {label ?? state}
    </span>
  );
}
