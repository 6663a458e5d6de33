import { History } from "lucide-react";
import { useWorkspace } from "../../../state/workspace.ts";
import { visibleName } from "../../../ui/display/visible-name.ts";
import { localMoment, utcMoment } from "../rules/branch-point.ts";
import "./past-bar.css";
import { useTabBranch } from "./use-tab-branch.ts";

/** Says over the shown tab that it is the past, which moment of what, and that nothing can be changed there. */
export function PastBar() {
  const tab = useWorkspace(({ tabs, activeTabId }) => tabs.find(({ id }) => id === activeTabId));
  const place = useTabBranch(tab);
  if (place?.branch.purpose !== "past") return null;
  const { branch, branches } = place;
  const parent = branches.find(({ id }) => id === branch.parentId);
  return (
    <p className="past-bar" role="status">
      <History aria-hidden className="past-bar-icon" />
      <strong className="past-bar-words">
        The past of {visibleName(parent?.name ?? "a branch that is gone")}
        {branch.parentTime !== null
          ? `, ${localMoment(branch.parentTime)}`
          : branch.parentLsn !== null
            ? `, position ${branch.parentLsn}`
            : ""}
      </strong>
      {branch.parentTime !== null && <span className="past-bar-utc">{utcMoment(branch.parentTime)}</span>}
      <span className="grow" />
      <span className="past-bar-utc">Read only; its branch is deleted with its last tab</span>
    </p>
  );
}
