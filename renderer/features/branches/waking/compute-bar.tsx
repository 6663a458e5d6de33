import { Moon, Sunrise } from "lucide-react";
import type { Branch } from "../../../../shared/branches/model.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import "./compute-bar.css";

/** Says that the next read wakes the branch's compute, and that it is being woken while it is. Nothing while it is awake. */
export function ComputeBar({ branch }: { readonly branch: Branch | null }) {
  if (branch === null || branch.state !== "ready") return null;
  if (branch.compute === "starting")
    return (
      <p className="compute-bar" role="status" data-waking="true">
        <Sunrise aria-hidden className="compute-bar-icon" />
        Waking the compute of {visibleName(branch.name)}. What you asked for follows by itself.
      </p>
    );
  if (branch.compute !== "suspended") return null;
  return (
    <p className="compute-bar" role="status">
      <Moon aria-hidden className="compute-bar-icon" />
      The compute of {visibleName(branch.name)} is suspended. Opening a table or running a query wakes it; what is on
      screen was read before.
    </p>
  );
}
